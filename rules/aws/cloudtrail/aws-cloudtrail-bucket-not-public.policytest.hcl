policytest {
  targets = ["aws-cloudtrail-bucket-not-public.policy.hcl"]
}

locals {
  bucket = { acl = "private", grant = [], policy = null }
  block  = { block_public_acls = true, block_public_policy = true, ignore_public_acls = true, restrict_public_buckets = true }
  cloudtrail_only = core::jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { Service = "cloudtrail.amazonaws.com" }
      Action    = "s3:PutObject"
      Resource  = "arn:aws:s3:::closed/*"
    }]
  })
  everybody = core::jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = "*"
      Action    = "s3:GetObject"
      Resource  = "arn:aws:s3:::open/*"
    }]
  })
}

resource "aws_s3_bucket" "closed" {
  skip  = true
  attrs = core::merge(local.bucket, { id = "closed", bucket = "closed" })
}

resource "aws_s3_bucket_acl" "closed" {
  skip  = true
  attrs = { bucket = "closed", acl = "private", access_control_policy = [] }
}

resource "aws_s3_bucket_policy" "closed" {
  skip  = true
  attrs = { bucket = "closed", policy = local.cloudtrail_only }
}

resource "aws_s3_bucket_public_access_block" "closed" {
  skip  = true
  attrs = core::merge(local.block, { bucket = "closed" })
}

resource "aws_cloudtrail" "closed" {
  attrs = { name = "closed", s3_bucket_name = "closed" }
}

# No verdict: the bucket is not in this configuration.
resource "aws_cloudtrail" "external_bucket" {
  attrs = { name = "external", s3_bucket_name = "bucket-of-another-account" }
}

resource "aws_s3_bucket" "no_block" {
  skip  = true
  attrs = core::merge(local.bucket, { id = "no-block", bucket = "no-block" })
}

resource "aws_cloudtrail" "no_block" {
  expect_failure = true
  attrs          = { name = "no-block", s3_bucket_name = "no-block" }
}

resource "aws_s3_bucket" "half_block" {
  skip  = true
  attrs = core::merge(local.bucket, { id = "half-block", bucket = "half-block" })
}

# Unset settings are false.
resource "aws_s3_bucket_public_access_block" "half_block" {
  skip  = true
  attrs = core::merge(local.block, { bucket = "half-block", restrict_public_buckets = null })
}

resource "aws_cloudtrail" "half_block" {
  expect_failure = true
  attrs          = { name = "half-block", s3_bucket_name = "half-block" }
}

resource "aws_s3_bucket" "public_acl" {
  skip  = true
  attrs = core::merge(local.bucket, { id = "public-acl", bucket = "public-acl" })
}

resource "aws_s3_bucket_public_access_block" "public_acl" {
  skip  = true
  attrs = core::merge(local.block, { bucket = "public-acl" })
}

resource "aws_s3_bucket_acl" "public_acl" {
  skip  = true
  attrs = { bucket = "public-acl", acl = "public-read", access_control_policy = [] }
}

# Reported also where the block would neutralise it.
resource "aws_cloudtrail" "public_acl" {
  expect_failure = true
  attrs          = { name = "public-acl", s3_bucket_name = "public-acl" }
}

resource "aws_s3_bucket" "public_grant" {
  skip  = true
  attrs = core::merge(local.bucket, { id = "public-grant", bucket = "public-grant" })
}

resource "aws_s3_bucket_public_access_block" "public_grant" {
  skip  = true
  attrs = core::merge(local.block, { bucket = "public-grant" })
}

resource "aws_s3_bucket_acl" "public_grant" {
  skip = true
  attrs = {
    bucket = "public-grant"
    acl    = null
    access_control_policy = [{
      owner = [{ id = "0123456789abcdef" }]
      grant = [
        { permission = "FULL_CONTROL", grantee = [{ type = "CanonicalUser", id = "0123456789abcdef", uri = null }] },
        { permission = "READ_ACP", grantee = [{ type = "Group", id = null, uri = "http://acs.amazonaws.com/groups/global/AuthenticatedUsers" }] },
      ]
    }]
  }
}

resource "aws_cloudtrail" "public_grant" {
  expect_failure = true
  attrs          = { name = "public-grant", s3_bucket_name = "public-grant" }
}

resource "aws_s3_bucket" "inline_acl" {
  skip  = true
  attrs = core::merge(local.bucket, { id = "inline-acl", bucket = "inline-acl", acl = "public-read-write" })
}

resource "aws_s3_bucket_public_access_block" "inline_acl" {
  skip  = true
  attrs = core::merge(local.block, { bucket = "inline-acl" })
}

resource "aws_cloudtrail" "inline_acl" {
  expect_failure = true
  attrs          = { name = "inline-acl", s3_bucket_name = "inline-acl" }
}

resource "aws_s3_bucket" "public_policy" {
  skip  = true
  attrs = core::merge(local.bucket, { id = "public-policy", bucket = "public-policy" })
}

resource "aws_s3_bucket_public_access_block" "public_policy" {
  skip  = true
  attrs = core::merge(local.block, { bucket = "public-policy" })
}

resource "aws_s3_bucket_policy" "public_policy" {
  skip  = true
  attrs = { bucket = "public-policy", policy = local.everybody }
}

resource "aws_cloudtrail" "public_policy" {
  expect_failure = true
  attrs          = { name = "public-policy", s3_bucket_name = "public-policy" }
}

resource "aws_s3_bucket" "inline_policy" {
  skip  = true
  attrs = core::merge(local.bucket, { id = "inline-policy", bucket = "inline-policy", policy = local.everybody })
}

resource "aws_s3_bucket_public_access_block" "inline_policy" {
  skip  = true
  attrs = core::merge(local.block, { bucket = "inline-policy" })
}

resource "aws_cloudtrail" "inline_policy" {
  expect_failure = true
  attrs          = { name = "inline-policy", s3_bucket_name = "inline-policy" }
}
