policytest {
  targets = ["aws-s3-default-encryption.policy.hcl"]
}

resource "aws_s3_bucket" "aes" {
  attrs = { id = "aes", server_side_encryption_configuration = [] }
}

resource "aws_s3_bucket_server_side_encryption_configuration" "aes" {
  skip  = true
  attrs = { bucket = "aes", rule = [{ apply_server_side_encryption_by_default = [{ sse_algorithm = "AES256", kms_master_key_id = null }], bucket_key_enabled = false }] }
}

resource "aws_s3_bucket" "kms" {
  attrs = { id = "kms", server_side_encryption_configuration = [] }
}

resource "aws_s3_bucket_server_side_encryption_configuration" "kms" {
  skip  = true
  attrs = { bucket = "kms", rule = [{ apply_server_side_encryption_by_default = [{ sse_algorithm = "aws:kms", kms_master_key_id = null }], bucket_key_enabled = false }] }
}

resource "aws_s3_bucket" "dsse" {
  attrs = { id = "dsse", server_side_encryption_configuration = [] }
}

resource "aws_s3_bucket_server_side_encryption_configuration" "dsse" {
  skip  = true
  attrs = { bucket = "dsse", rule = [{ apply_server_side_encryption_by_default = [{ sse_algorithm = "aws:kms:dsse", kms_master_key_id = null }], bucket_key_enabled = false }] }
}

resource "aws_s3_bucket" "inline" {
  attrs = { id = "inline", server_side_encryption_configuration = [{ rule = [{ apply_server_side_encryption_by_default = [{ sse_algorithm = "AES256", kms_master_key_id = null }], bucket_key_enabled = false }] }] }
}

resource "aws_s3_bucket" "none" {
  expect_failure = true
  attrs          = { id = "none", server_side_encryption_configuration = [] }
}

resource "aws_s3_bucket" "bad_algorithm" {
  expect_failure = true
  attrs          = { id = "bad-algorithm", server_side_encryption_configuration = [] }
}

resource "aws_s3_bucket_server_side_encryption_configuration" "bad_algorithm" {
  skip  = true
  attrs = { bucket = "bad-algorithm", rule = [{ apply_server_side_encryption_by_default = [{ sse_algorithm = "DES", kms_master_key_id = null }], bucket_key_enabled = false }] }
}

resource "aws_s3_bucket" "null_algorithm" {
  expect_failure = true
  attrs          = { id = "null-algorithm", server_side_encryption_configuration = [{ rule = [{ apply_server_side_encryption_by_default = [{ sse_algorithm = null, kms_master_key_id = null }], bucket_key_enabled = false }] }] }
}

# Only the bucket key: no algorithm is named.
resource "aws_s3_bucket" "bucket_key_only" {
  expect_failure = true
  attrs          = { id = "bucket-key-only", server_side_encryption_configuration = [] }
}

resource "aws_s3_bucket_server_side_encryption_configuration" "bucket_key_only" {
  skip  = true
  attrs = { bucket = "bucket-key-only", rule = [{ apply_server_side_encryption_by_default = [], bucket_key_enabled = true }] }
}
