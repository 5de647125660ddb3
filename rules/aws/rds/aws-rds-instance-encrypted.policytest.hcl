policytest {
  targets = ["aws-rds-instance-encrypted.policy.hcl"]
}

resource "aws_db_instance" "on" {
  attrs = { storage_encrypted = true, engine = "postgres", replicate_source_db = null }
}

resource "aws_db_instance" "off" {
  expect_failure = true
  attrs          = { storage_encrypted = false, engine = "postgres", replicate_source_db = null }
}

resource "aws_db_instance" "null" {
  expect_failure = true
  attrs          = { storage_encrypted = null, engine = "mysql", replicate_source_db = null }
}

resource "aws_db_instance" "null_engine" {
  expect_failure = true
  attrs          = { storage_encrypted = null, engine = null, replicate_source_db = null }
}

resource "aws_db_instance" "empty_source" {
  expect_failure = true
  attrs          = { storage_encrypted = null, engine = "mysql", replicate_source_db = "" }
}

resource "aws_db_instance" "replica" {
  attrs = { storage_encrypted = null, engine = null, replicate_source_db = "orders" }
}
