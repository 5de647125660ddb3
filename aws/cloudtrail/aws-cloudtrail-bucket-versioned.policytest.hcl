policytest {
  targets = ["aws-cloudtrail-bucket-versioned.policy.hcl"]
}

locals {
  bucket = { versioning = [], object_lock_enabled = false, object_lock_configuration = [] }
}

resource "aws_s3_bucket" "enabled" {
  skip  = true
  attrs = core::merge(local.bucket, { id = "enabled", bucket = "enabled" })
}

resource "aws_s3_bucket_versioning" "enabled" {
  skip  = true
  attrs = { bucket = "enabled", versioning_configuration = [{ status = "Enabled", mfa_delete = "Disabled" }] }
}

resource "aws_cloudtrail" "companion" {
  attrs = { name = "a", s3_bucket_name = "enabled" }
}

resource "aws_s3_bucket" "inline" {
  skip  = true
  attrs = core::merge(local.bucket, { id = "inline", bucket = "inline", versioning = [{ enabled = true, mfa_delete = false }] })
}

resource "aws_cloudtrail" "inline" {
  attrs = { name = "b", s3_bucket_name = "inline" }
}

resource "aws_s3_bucket" "lock" {
  skip  = true
  attrs = core::merge(local.bucket, { id = "lock", bucket = "lock", object_lock_enabled = true })
}

resource "aws_cloudtrail" "object_lock" {
  attrs = { name = "c", s3_bucket_name = "lock" }
}

resource "aws_s3_bucket" "lock_inline" {
  skip  = true
  attrs = core::merge(local.bucket, { id = "lock-inline", bucket = "lock-inline", object_lock_configuration = [{ object_lock_enabled = "Enabled", rule = [] }] })
}

resource "aws_cloudtrail" "object_lock_inline" {
  attrs = { name = "d", s3_bucket_name = "lock-inline" }
}

resource "aws_s3_bucket" "lock_companion" {
  skip  = true
  attrs = core::merge(local.bucket, { id = "lock-companion", bucket = "lock-companion" })
}

resource "aws_s3_bucket_object_lock_configuration" "lock_companion" {
  skip  = true
  attrs = { bucket = "lock-companion", object_lock_enabled = "Enabled", rule = [] }
}

resource "aws_cloudtrail" "object_lock_companion" {
  attrs = { name = "e", s3_bucket_name = "lock-companion" }
}

resource "aws_s3_bucket" "none" {
  skip  = true
  attrs = core::merge(local.bucket, { id = "none", bucket = "none" })
}

resource "aws_cloudtrail" "none" {
  expect_failure = true
  attrs          = { name = "f", s3_bucket_name = "none" }
}

resource "aws_s3_bucket" "suspended" {
  skip  = true
  attrs = core::merge(local.bucket, { id = "suspended", bucket = "suspended" })
}

resource "aws_s3_bucket_versioning" "suspended" {
  skip  = true
  attrs = { bucket = "suspended", versioning_configuration = [{ status = "Suspended", mfa_delete = "Disabled" }] }
}

resource "aws_cloudtrail" "suspended" {
  expect_failure = true
  attrs          = { name = "g", s3_bucket_name = "suspended" }
}

resource "aws_s3_bucket" "inline_off" {
  skip  = true
  attrs = core::merge(local.bucket, { id = "inline-off", bucket = "inline-off", versioning = [{ enabled = null, mfa_delete = false }] })
}

# Unset is off.
resource "aws_cloudtrail" "inline_off" {
  expect_failure = true
  attrs          = { name = "h", s3_bucket_name = "inline-off" }
}

# No verdict: the bucket is not in this configuration.
resource "aws_cloudtrail" "external_bucket" {
  attrs = { name = "i", s3_bucket_name = "bucket-of-another-account" }
}
