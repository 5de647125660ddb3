policytest {
  targets = ["aws-rds-backup-retention.policy.hcl"]
}

resource "aws_db_instance" "boundary" {
  attrs = { backup_retention_period = 7, engine = "mysql", replicate_source_db = null }
}

resource "aws_db_instance" "below" {
  expect_failure = true
  attrs          = { backup_retention_period = 6, engine = "mysql", replicate_source_db = null }
}

resource "aws_db_instance" "more" {
  attrs = { backup_retention_period = 35, engine = "mysql", replicate_source_db = null }
}

resource "aws_db_instance" "off" {
  expect_failure = true
  attrs          = { backup_retention_period = 0, engine = "mysql", replicate_source_db = null }
}

resource "aws_db_instance" "null" {
  expect_failure = true
  attrs          = { backup_retention_period = null, engine = null, replicate_source_db = null }
}

resource "aws_db_instance" "replica" {
  attrs = { backup_retention_period = 0, engine = "mysql", replicate_source_db = "orders" }
}

resource "aws_db_instance" "looser" {
  inputs {
    aws-rds-backup-retention-days = 3
  }
  attrs = { backup_retention_period = 3, engine = "mysql", replicate_source_db = null }
}

resource "aws_db_instance" "stricter" {
  expect_failure = true
  inputs {
    aws-rds-backup-retention-days = 30
  }
  attrs = { backup_retention_period = 14, engine = "mysql", replicate_source_db = null }
}

resource "aws_rds_cluster" "boundary" {
  attrs = { backup_retention_period = 7, replication_source_identifier = null }
}

resource "aws_rds_cluster" "one_day" {
  expect_failure = true
  attrs          = { backup_retention_period = 1, replication_source_identifier = null }
}

resource "aws_rds_cluster" "null" {
  expect_failure = true
  attrs          = { backup_retention_period = null, replication_source_identifier = null }
}

resource "aws_rds_cluster" "replica" {
  attrs = { backup_retention_period = 1, replication_source_identifier = "arn:aws:rds:eu-west-1:123456789012:cluster:orders" }
}

# The cluster keeps the backups.
resource "aws_db_instance" "aurora_member" {
  attrs = { backup_retention_period = null, engine = "aurora-mysql", replicate_source_db = null }
}
