policytest {
  targets = ["aws-rds-not-public.policy.hcl"]
}

resource "aws_db_instance" "private" {
  attrs = { publicly_accessible = false }
}

# Unset is private.
resource "aws_db_instance" "null" {
  attrs = { publicly_accessible = null }
}

resource "aws_db_instance" "public" {
  expect_failure = true
  attrs          = { publicly_accessible = true }
}

resource "aws_rds_cluster_instance" "private" {
  attrs = { publicly_accessible = false }
}

# Unset is private.
resource "aws_rds_cluster_instance" "null" {
  attrs = { publicly_accessible = null }
}

resource "aws_rds_cluster_instance" "public" {
  expect_failure = true
  attrs          = { publicly_accessible = true }
}

resource "aws_rds_cluster" "public" {
  expect_failure = true
  attrs          = { publicly_accessible = true }
}

resource "aws_rds_cluster" "private" {
  attrs = { publicly_accessible = false }
}

resource "aws_rds_cluster" "unset" {
  attrs = { publicly_accessible = null }
}

resource "aws_rds_shard_group" "public" {
  expect_failure = true
  attrs          = { publicly_accessible = true }
}

resource "aws_rds_shard_group" "private" {
  attrs = { publicly_accessible = false }
}

resource "aws_rds_shard_group" "unset" {
  attrs = { publicly_accessible = null }
}
