policytest {
  targets = ["aws-rds-cluster-encrypted.policy.hcl"]
}

resource "aws_rds_cluster" "on" {
  attrs = { storage_encrypted = true, engine_mode = "provisioned", replication_source_identifier = null, global_cluster_identifier = null }
}

resource "aws_rds_cluster" "off" {
  expect_failure = true
  attrs          = { storage_encrypted = false, engine_mode = "provisioned", replication_source_identifier = null, global_cluster_identifier = null }
}

resource "aws_rds_cluster" "null" {
  expect_failure = true
  attrs          = { storage_encrypted = null, engine_mode = "provisioned", replication_source_identifier = null, global_cluster_identifier = null }
}

resource "aws_rds_cluster" "null_mode" {
  expect_failure = true
  attrs          = { storage_encrypted = null, engine_mode = null, replication_source_identifier = null, global_cluster_identifier = null }
}

resource "aws_rds_cluster" "serverless" {
  attrs = { storage_encrypted = null, engine_mode = "serverless", replication_source_identifier = null, global_cluster_identifier = null }
}

resource "aws_rds_cluster" "replica" {
  attrs = { storage_encrypted = null, engine_mode = "provisioned", replication_source_identifier = "arn:aws:rds:eu-west-1:123456789012:cluster:orders", global_cluster_identifier = null }
}

resource "aws_rds_cluster" "external_global" {
  attrs = { storage_encrypted = null, engine_mode = "provisioned", replication_source_identifier = null, global_cluster_identifier = "elsewhere" }
}

resource "aws_rds_cluster" "global_encrypted" {
  attrs = { storage_encrypted = null, engine_mode = "provisioned", replication_source_identifier = null, global_cluster_identifier = "encrypted" }
}

resource "aws_rds_cluster" "global_not_encrypted" {
  expect_failure = true
  attrs          = { storage_encrypted = null, engine_mode = "provisioned", replication_source_identifier = null, global_cluster_identifier = "plain" }
}

resource "aws_rds_global_cluster" "on" {
  attrs = { id = "encrypted", global_cluster_identifier = "encrypted", storage_encrypted = true, source_db_cluster_identifier = null }
}

resource "aws_rds_global_cluster" "off" {
  expect_failure = true
  attrs          = { id = "plain", global_cluster_identifier = "plain", storage_encrypted = false, source_db_cluster_identifier = null }
}

resource "aws_rds_global_cluster" "null" {
  expect_failure = true
  attrs          = { id = "null", global_cluster_identifier = "null", storage_encrypted = null, source_db_cluster_identifier = null }
}

resource "aws_rds_global_cluster" "from_cluster" {
  attrs = { id = "made", global_cluster_identifier = "made", storage_encrypted = null, source_db_cluster_identifier = "arn:aws:rds:eu-west-1:123456789012:cluster:orders" }
}

# What is restored is as encrypted as the backup.
resource "aws_rds_cluster" "of_snapshot" {
  attrs = { storage_encrypted = false, engine_mode = "provisioned", replication_source_identifier = null, global_cluster_identifier = null, snapshot_identifier = "final", restore_to_point_in_time = [] }
}

resource "aws_rds_cluster" "of_a_point_in_time" {
  attrs = { storage_encrypted = false, engine_mode = "provisioned", replication_source_identifier = null, global_cluster_identifier = null, snapshot_identifier = null, restore_to_point_in_time = [{ source_cluster_identifier = "main" }] }
}

resource "aws_rds_cluster" "not_restored" {
  expect_failure = true
  attrs          = { storage_encrypted = false, engine_mode = "provisioned", replication_source_identifier = null, global_cluster_identifier = null, snapshot_identifier = null, restore_to_point_in_time = [] }
}
