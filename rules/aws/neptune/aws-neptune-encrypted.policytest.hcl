policytest {
  targets = ["aws-neptune-encrypted.policy.hcl"]
}

resource "aws_neptune_cluster" "on" {
  attrs = { storage_encrypted = true }
}

resource "aws_neptune_cluster" "off" {
  expect_failure = true
  attrs          = { storage_encrypted = false }
}

resource "aws_neptune_cluster" "null" {
  expect_failure = true
  attrs          = { storage_encrypted = null }
}

resource "aws_neptune_global_cluster" "on" {
  attrs = { storage_encrypted = true, source_db_cluster_identifier = null }
}

resource "aws_neptune_global_cluster" "null" {
  expect_failure = true
  attrs          = { storage_encrypted = null, source_db_cluster_identifier = null }
}

resource "aws_neptune_global_cluster" "from_cluster" {
  attrs = { storage_encrypted = null, source_db_cluster_identifier = "arn:aws:rds:eu-west-1:123456789012:cluster:graph" }
}
