resource "aws_rds_global_cluster" "encrypted" {
  global_cluster_identifier = "rules-encrypted"
  engine                    = "aurora-mysql"
  storage_encrypted         = true
}

# expect: pass, a member of an encrypted global cluster
resource "aws_rds_cluster" "member" {
  engine                    = "aurora-mysql"
  global_cluster_identifier = aws_rds_global_cluster.encrypted.id
}

# expect: not applicable, a member of a global cluster of another configuration
resource "aws_rds_cluster" "elsewhere" {
  engine                    = "aurora-mysql"
  global_cluster_identifier = "rules-elsewhere"
}

# expect: fail
resource "aws_rds_cluster" "plain" {
  engine = "aurora-mysql"
}

# expect: not applicable, a replica
resource "aws_rds_cluster" "replica" {
  engine                        = "aurora-mysql"
  replication_source_identifier = aws_rds_cluster.plain.arn
}

# expect: pass, version 1 of serverless
resource "aws_rds_cluster" "serverless" {
  engine      = "aurora-mysql"
  engine_mode = "serverless"
}

variable "snapshot" {
  type = string
}

# expect: not applicable, as encrypted as its source
resource "aws_rds_cluster" "point_in_time" {
  engine = "aurora-postgresql"

  restore_to_point_in_time {
    source_cluster_identifier  = "orders"
    use_latest_restorable_time = true
  }
}

# expect: undetermined, as encrypted as the snapshot, if there is one
resource "aws_rds_cluster" "of_snapshot" {
  engine              = "aurora-postgresql"
  snapshot_identifier = var.snapshot
}
