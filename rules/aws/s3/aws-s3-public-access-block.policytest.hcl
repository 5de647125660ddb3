policytest {
  targets = ["aws-s3-public-access-block.policy.hcl"]
}

# A block that links to a bucket here is judged at the bucket.
resource "aws_s3_bucket" "all_four" {
  attrs = { id = "all-four" }
}

resource "aws_s3_bucket_public_access_block" "all_four" {
  attrs = { bucket = "all-four", block_public_acls = true, block_public_policy = true, ignore_public_acls = true, restrict_public_buckets = true }
}

resource "aws_s3_bucket" "no_block" {
  expect_failure = true
  attrs          = { id = "no-block" }
}

resource "aws_s3_bucket" "no_block_public_acls" {
  expect_failure = true
  attrs          = { id = "no-block-public-acls" }
}

resource "aws_s3_bucket_public_access_block" "no_block_public_acls" {
  attrs = { bucket = "no-block-public-acls", block_public_acls = false, block_public_policy = true, ignore_public_acls = true, restrict_public_buckets = true }
}

resource "aws_s3_bucket" "no_block_public_policy" {
  expect_failure = true
  attrs          = { id = "no-block-public-policy" }
}

resource "aws_s3_bucket_public_access_block" "no_block_public_policy" {
  attrs = { bucket = "no-block-public-policy", block_public_acls = true, block_public_policy = false, ignore_public_acls = true, restrict_public_buckets = true }
}

resource "aws_s3_bucket" "no_ignore_public_acls" {
  expect_failure = true
  attrs          = { id = "no-ignore-public-acls" }
}

resource "aws_s3_bucket_public_access_block" "no_ignore_public_acls" {
  attrs = { bucket = "no-ignore-public-acls", block_public_acls = true, block_public_policy = true, ignore_public_acls = false, restrict_public_buckets = true }
}

resource "aws_s3_bucket" "no_restrict_public_buckets" {
  expect_failure = true
  attrs          = { id = "no-restrict-public-buckets" }
}

resource "aws_s3_bucket_public_access_block" "no_restrict_public_buckets" {
  attrs = { bucket = "no-restrict-public-buckets", block_public_acls = true, block_public_policy = true, ignore_public_acls = true, restrict_public_buckets = false }
}

# Unset is false.
resource "aws_s3_bucket" "one_null" {
  expect_failure = true
  attrs          = { id = "one-null" }
}

resource "aws_s3_bucket_public_access_block" "one_null" {
  attrs = { bucket = "one-null", block_public_acls = true, block_public_policy = true, ignore_public_acls = null, restrict_public_buckets = true }
}

resource "aws_s3_bucket" "all_null" {
  expect_failure = true
  attrs          = { id = "all-null" }
}

resource "aws_s3_bucket_public_access_block" "all_null" {
  attrs = { bucket = "all-null", block_public_acls = null, block_public_policy = null, ignore_public_acls = null, restrict_public_buckets = null }
}

# The account-level block does not replace the bucket's.
resource "aws_s3_bucket" "account_block_only" {
  expect_failure = true
  attrs          = { id = "account-block-only" }
}

resource "aws_s3_account_public_access_block" "account" {
  skip  = true
  attrs = { block_public_acls = true, block_public_policy = true, ignore_public_acls = true, restrict_public_buckets = true }
}

resource "aws_s3_bucket_public_access_block" "external_bucket" {
  attrs = { bucket = "bucket-of-another-configuration", block_public_acls = true, block_public_policy = true, ignore_public_acls = true, restrict_public_buckets = true }
}

resource "aws_s3_bucket_public_access_block" "external_bucket_off" {
  expect_failure = true
  attrs          = { bucket = "bucket-of-another-configuration", block_public_acls = true, block_public_policy = true, ignore_public_acls = true, restrict_public_buckets = false }
}

resource "aws_s3_bucket_public_access_block" "external_bucket_null" {
  expect_failure = true
  attrs          = { bucket = "bucket-of-another-configuration", block_public_acls = null, block_public_policy = true, ignore_public_acls = true, restrict_public_buckets = true }
}
