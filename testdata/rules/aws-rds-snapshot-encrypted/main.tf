variable "encrypted" {
  type = bool
}

resource "aws_db_instance" "plain" {
  engine            = "postgres"
  instance_class    = "db.t4g.medium"
  allocated_storage = 20
}

# expect: fail, the database has no name of its own
resource "aws_db_snapshot" "plain" {
  db_instance_identifier = aws_db_instance.plain.identifier
  db_snapshot_identifier = "plain"
}

resource "aws_db_instance" "variable" {
  identifier        = "variable"
  engine            = "postgres"
  instance_class    = "db.t4g.medium"
  allocated_storage = 20
  storage_encrypted = var.encrypted
}

# expect: undetermined, var.encrypted
resource "aws_db_snapshot" "variable" {
  db_instance_identifier = aws_db_instance.variable.identifier
  db_snapshot_identifier = "variable"
}

# expect: not applicable, a database of another configuration
resource "aws_db_cluster_snapshot" "elsewhere" {
  db_cluster_identifier          = "rules-elsewhere"
  db_cluster_snapshot_identifier = "elsewhere"
}

resource "aws_rds_cluster" "encrypted" {
  cluster_identifier = "rules-encrypted"
  engine             = "aurora-mysql"
  storage_encrypted  = true
}

# expect: pass, the same name as a literal
resource "aws_db_cluster_snapshot" "encrypted" {
  db_cluster_identifier          = "rules-encrypted"
  db_cluster_snapshot_identifier = "encrypted"
}
