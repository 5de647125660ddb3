policytest {
  targets = ["aws-cloudtrail-bucket-encrypted.policy.hcl"]
}

resource "aws_s3_bucket" "kms" {
  skip  = true
  attrs = { id = "kms", bucket = "kms", server_side_encryption_configuration = [] }
}

resource "aws_s3_bucket_server_side_encryption_configuration" "kms" {
  skip = true
  attrs = {
    bucket = "kms"
    rule   = [{ apply_server_side_encryption_by_default = [{ sse_algorithm = "aws:kms", kms_master_key_id = null }], bucket_key_enabled = true }]
  }
}

resource "aws_s3_bucket" "inline" {
  skip = true
  attrs = {
    id                                   = "inline"
    bucket                               = "inline"
    server_side_encryption_configuration = [{ rule = [{ apply_server_side_encryption_by_default = [{ sse_algorithm = "AES256", kms_master_key_id = null }], bucket_key_enabled = false }] }]
  }
}

resource "aws_s3_bucket" "plain" {
  skip  = true
  attrs = { id = "plain", bucket = "plain", server_side_encryption_configuration = [] }
}

resource "aws_s3_bucket" "key_only" {
  skip  = true
  attrs = { id = "key-only", bucket = "key-only", server_side_encryption_configuration = [] }
}

# Only the bucket key: no algorithm is named.
resource "aws_s3_bucket_server_side_encryption_configuration" "key_only" {
  skip = true
  attrs = {
    bucket = "key-only"
    rule   = [{ apply_server_side_encryption_by_default = [], bucket_key_enabled = true }]
  }
}

resource "aws_cloudtrail" "companion" {
  attrs = { name = "a", s3_bucket_name = "kms" }
}

resource "aws_cloudtrail" "inline" {
  attrs = { name = "b", s3_bucket_name = "inline" }
}

resource "aws_cloudtrail" "none" {
  expect_failure = true
  attrs          = { name = "c", s3_bucket_name = "plain" }
}

resource "aws_cloudtrail" "no_algorithm" {
  expect_failure = true
  attrs          = { name = "d", s3_bucket_name = "key-only" }
}

# No verdict: the bucket is not in this configuration.
resource "aws_cloudtrail" "external_bucket" {
  attrs = { name = "e", s3_bucket_name = "bucket-of-another-account" }
}
