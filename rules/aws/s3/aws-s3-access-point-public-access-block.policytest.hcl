policytest {
  targets = ["aws-s3-access-point-public-access-block.policy.hcl"]
}

resource "aws_s3_access_point" "absent" {
  attrs = { public_access_block_configuration = [] }
}

resource "aws_s3_access_point" "on" {
  attrs = { public_access_block_configuration = [{ block_public_acls = true, block_public_policy = true, ignore_public_acls = true, restrict_public_buckets = true }] }
}

resource "aws_s3_access_point" "null" {
  attrs = { public_access_block_configuration = [{ block_public_acls = null, block_public_policy = true, ignore_public_acls = true, restrict_public_buckets = true }] }
}

resource "aws_s3_access_point" "no_block_public_acls" {
  expect_failure = true
  attrs          = { public_access_block_configuration = [{ block_public_acls = false, block_public_policy = true, ignore_public_acls = true, restrict_public_buckets = true }] }
}

resource "aws_s3_access_point" "no_block_public_policy" {
  expect_failure = true
  attrs          = { public_access_block_configuration = [{ block_public_acls = true, block_public_policy = false, ignore_public_acls = true, restrict_public_buckets = true }] }
}

resource "aws_s3_access_point" "no_ignore_public_acls" {
  expect_failure = true
  attrs          = { public_access_block_configuration = [{ block_public_acls = true, block_public_policy = true, ignore_public_acls = false, restrict_public_buckets = true }] }
}

resource "aws_s3_access_point" "no_restrict_public_buckets" {
  expect_failure = true
  attrs          = { public_access_block_configuration = [{ block_public_acls = true, block_public_policy = true, ignore_public_acls = true, restrict_public_buckets = false }] }
}
