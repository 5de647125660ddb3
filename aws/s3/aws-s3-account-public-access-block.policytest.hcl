policytest {
  targets = ["aws-s3-account-public-access-block.policy.hcl"]
}

locals {
  all = { block_public_acls = true, block_public_policy = true, ignore_public_acls = true, restrict_public_buckets = true }
}

resource "aws_s3_account_public_access_block" "all" {
  attrs = local.all
}

resource "aws_s3_account_public_access_block" "no_block_public_acls" {
  expect_failure = true
  attrs          = core::merge(local.all, { block_public_acls = false })
}

resource "aws_s3_account_public_access_block" "no_block_public_policy" {
  expect_failure = true
  attrs          = core::merge(local.all, { block_public_policy = false })
}

resource "aws_s3_account_public_access_block" "no_ignore_public_acls" {
  expect_failure = true
  attrs          = core::merge(local.all, { ignore_public_acls = false })
}

# Unset is false.
resource "aws_s3_account_public_access_block" "null" {
  expect_failure = true
  attrs          = core::merge(local.all, { restrict_public_buckets = null })
}

resource "aws_s3_account_public_access_block" "all_null" {
  expect_failure = true
  attrs          = { block_public_acls = null, block_public_policy = null, ignore_public_acls = null, restrict_public_buckets = null }
}
