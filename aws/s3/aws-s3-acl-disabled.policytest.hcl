policytest {
  targets = ["aws-s3-acl-disabled.policy.hcl"]
}

locals {
  bucket = { acl = "private", grant = [] }
}

# AWS disables ACLs on new buckets.
resource "aws_s3_bucket" "nothing_written" {
  attrs = core::merge(local.bucket, { id = "nothing" })
}

resource "aws_s3_bucket" "null" {
  attrs = { id = "null", acl = null, grant = [] }
}

resource "aws_s3_bucket" "enforced" {
  attrs = core::merge(local.bucket, { id = "enforced" })
}

resource "aws_s3_bucket_ownership_controls" "enforced" {
  attrs = { bucket = "enforced", rule = [{ object_ownership = "BucketOwnerEnforced" }] }
}

resource "aws_s3_bucket" "preferred" {
  expect_failure = true
  attrs          = core::merge(local.bucket, { id = "preferred" })
}

# Judged at its bucket.
resource "aws_s3_bucket_ownership_controls" "preferred" {
  attrs = { bucket = "preferred", rule = [{ object_ownership = "BucketOwnerPreferred" }] }
}

resource "aws_s3_bucket" "writer" {
  expect_failure = true
  attrs          = core::merge(local.bucket, { id = "writer" })
}

resource "aws_s3_bucket_ownership_controls" "writer" {
  attrs = { bucket = "writer", rule = [{ object_ownership = "ObjectWriter" }] }
}

resource "aws_s3_bucket" "companion_acl" {
  expect_failure = true
  attrs          = core::merge(local.bucket, { id = "companion-acl" })
}

resource "aws_s3_bucket_acl" "companion_acl" {
  skip  = true
  attrs = { bucket = "companion-acl", acl = "private" }
}

resource "aws_s3_bucket" "inline_acl" {
  expect_failure = true
  attrs          = { id = "inline-acl", acl = "log-delivery-write", grant = [] }
}

resource "aws_s3_bucket" "inline_grant" {
  expect_failure = true
  attrs          = { id = "inline-grant", acl = null, grant = [{ type = "CanonicalUser", id = "0123456789abcdef", uri = null, permissions = ["READ"] }] }
}

resource "aws_s3_bucket_ownership_controls" "external_bucket" {
  expect_failure = true
  attrs          = { bucket = "bucket-of-another-account", rule = [{ object_ownership = "ObjectWriter" }] }
}

resource "aws_s3_bucket_ownership_controls" "external_bucket_enforced" {
  attrs = { bucket = "bucket-of-another-account", rule = [{ object_ownership = "BucketOwnerEnforced" }] }
}
