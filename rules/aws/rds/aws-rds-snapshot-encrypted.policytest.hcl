policytest {
  targets = ["aws-rds-snapshot-encrypted.policy.hcl"]
}

resource "aws_db_instance" "encrypted" {
  skip  = true
  attrs = { identifier = "encrypted", id = "db-1", storage_encrypted = true, replicate_source_db = null }
}

resource "aws_db_instance" "plain" {
  skip  = true
  attrs = { identifier = "plain", id = "db-2", storage_encrypted = null, replicate_source_db = null }
}

resource "aws_db_instance" "replica" {
  skip  = true
  attrs = { identifier = "replica", id = "db-3", storage_encrypted = null, replicate_source_db = "elsewhere" }
}

resource "aws_db_snapshot" "encrypted" {
  attrs = { db_instance_identifier = "encrypted" }
}

resource "aws_db_snapshot" "plain" {
  expect_failure = true
  attrs          = { db_instance_identifier = "plain" }
}

resource "aws_db_snapshot" "by_id" {
  expect_failure = true
  attrs          = { db_instance_identifier = "db-2" }
}

resource "aws_db_snapshot" "replica" {
  attrs = { db_instance_identifier = "replica" }
}

resource "aws_db_snapshot" "elsewhere" {
  attrs = { db_instance_identifier = "elsewhere" }
}

resource "aws_rds_cluster" "encrypted" {
  skip  = true
  attrs = { cluster_identifier = "encrypted", id = "encrypted", storage_encrypted = true, engine_mode = "provisioned", replication_source_identifier = null }
}

resource "aws_rds_cluster" "plain" {
  skip  = true
  attrs = { cluster_identifier = "plain", id = "plain", storage_encrypted = false, engine_mode = "provisioned", replication_source_identifier = null }
}

resource "aws_rds_cluster" "serverless" {
  skip  = true
  attrs = { cluster_identifier = "serverless", id = "serverless", storage_encrypted = false, engine_mode = "serverless", replication_source_identifier = null }
}

resource "aws_db_cluster_snapshot" "encrypted" {
  attrs = { db_cluster_identifier = "encrypted" }
}

resource "aws_db_cluster_snapshot" "plain" {
  expect_failure = true
  attrs          = { db_cluster_identifier = "plain" }
}

resource "aws_db_cluster_snapshot" "serverless" {
  attrs = { db_cluster_identifier = "serverless" }
}

resource "aws_db_cluster_snapshot" "elsewhere" {
  attrs = { db_cluster_identifier = "elsewhere" }
}

resource "aws_neptune_cluster" "encrypted" {
  skip  = true
  attrs = { cluster_identifier = "graph", id = "graph", storage_encrypted = true }
}

resource "aws_neptune_cluster" "plain" {
  skip  = true
  attrs = { cluster_identifier = "plain-graph", id = "plain-graph", storage_encrypted = null }
}

resource "aws_neptune_cluster_snapshot" "encrypted" {
  attrs = { db_cluster_identifier = "graph" }
}

resource "aws_neptune_cluster_snapshot" "plain" {
  expect_failure = true
  attrs          = { db_cluster_identifier = "plain-graph" }
}

resource "aws_neptune_cluster_snapshot" "elsewhere" {
  attrs = { db_cluster_identifier = "elsewhere" }
}
