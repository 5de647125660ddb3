policytest {
  targets = ["aws-docdb-encrypted.policy.hcl"]
}

resource "aws_docdb_cluster" "on" {
  attrs = { storage_encrypted = true }
}

resource "aws_docdb_cluster" "off" {
  expect_failure = true
  attrs          = { storage_encrypted = false }
}

resource "aws_docdb_cluster" "null" {
  expect_failure = true
  attrs          = { storage_encrypted = null }
}

resource "aws_docdb_global_cluster" "global_on" {
  attrs = { storage_encrypted = true, source_db_cluster_identifier = null }
}

resource "aws_docdb_global_cluster" "global_source" {
  attrs = { storage_encrypted = false, source_db_cluster_identifier = "arn:aws:rds:eu-west-1:123456789012:cluster:orders" }
}

resource "aws_docdb_global_cluster" "global_off" {
  expect_failure = true
  attrs          = { storage_encrypted = false, source_db_cluster_identifier = null }
}

resource "aws_docdb_global_cluster" "global_null" {
  expect_failure = true
  attrs          = { storage_encrypted = null, source_db_cluster_identifier = null }
}
