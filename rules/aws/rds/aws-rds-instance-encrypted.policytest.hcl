policytest {
  targets = ["aws-rds-instance-encrypted.policy.hcl"]
}

resource "aws_db_instance" "on" {
  attrs = { storage_encrypted = true, engine = "postgres", replicate_source_db = null, kms_key_id = null, region = "eu-west-1", db_subnet_group_name = null }
}

resource "aws_db_instance" "off" {
  expect_failure = true
  attrs          = { storage_encrypted = false, engine = "postgres", replicate_source_db = null, kms_key_id = null, region = "eu-west-1", db_subnet_group_name = null }
}

resource "aws_db_instance" "null" {
  expect_failure = true
  attrs          = { storage_encrypted = null, engine = "mysql", replicate_source_db = null, kms_key_id = null, region = "eu-west-1", db_subnet_group_name = null }
}

resource "aws_db_instance" "null_engine" {
  expect_failure = true
  attrs          = { storage_encrypted = null, engine = null, replicate_source_db = null, kms_key_id = null, region = "eu-west-1", db_subnet_group_name = null }
}

resource "aws_db_instance" "empty_source" {
  expect_failure = true
  attrs          = { storage_encrypted = null, engine = "mysql", replicate_source_db = "", kms_key_id = null, region = "eu-west-1", db_subnet_group_name = null }
}

resource "aws_db_instance" "replica" {
  attrs = { storage_encrypted = null, engine = null, replicate_source_db = "orders", kms_key_id = null, region = "eu-west-1", db_subnet_group_name = null }
}

# The cluster decides.
resource "aws_db_instance" "aurora" {
  attrs = { storage_encrypted = null, engine = "aurora-postgresql", replicate_source_db = null, kms_key_id = null, region = "eu-west-1", db_subnet_group_name = null }
}

resource "aws_db_instance" "aurora_old" {
  attrs = { storage_encrypted = null, engine = "Aurora", replicate_source_db = null, kms_key_id = null, region = "eu-west-1", db_subnet_group_name = null }
}

# An encrypted source in another region needs a key here.
resource "aws_db_instance" "replica_across_regions" {
  expect_failure = true
  attrs          = { storage_encrypted = null, engine = null, replicate_source_db = "arn:aws:rds:eu-central-1:123456789012:db:orders", kms_key_id = null, region = "eu-west-1", db_subnet_group_name = null }
}

resource "aws_db_instance" "replica_across_regions_with_key" {
  attrs = { storage_encrypted = null, engine = null, replicate_source_db = "arn:aws:rds:eu-central-1:123456789012:db:orders", kms_key_id = "arn:aws:kms:eu-west-1:123456789012:key/a", region = "eu-west-1", db_subnet_group_name = null }
}

resource "aws_db_instance" "replica_by_arn_in_its_region" {
  attrs = { storage_encrypted = null, engine = null, replicate_source_db = "arn:aws:rds:eu-west-1:123456789012:db:orders", kms_key_id = null, region = "eu-west-1", db_subnet_group_name = null }
}

resource "aws_db_instance" "replica_by_arn_of_no_known_region" {
  expect_failure = true
  attrs          = { storage_encrypted = null, engine = null, replicate_source_db = "arn:aws:rds:eu-central-1:123456789012:db:orders", kms_key_id = null, region = null, db_subnet_group_name = null }
}

resource "aws_db_instance" "replica_by_arn_in_a_subnet_group" {
  attrs = { storage_encrypted = null, engine = null, replicate_source_db = "arn:aws:rds:eu-west-1:123456789012:db:orders", kms_key_id = null, region = null, db_subnet_group_name = "data" }
}
