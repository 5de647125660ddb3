policytest {
  targets = ["aws-s3-multi-region-access-point-public-access-block.policy.hcl"]
}

resource "aws_s3control_multi_region_access_point" "absent" {
  attrs = { details = [{ public_access_block = [] }] }
}

resource "aws_s3control_multi_region_access_point" "on" {
  attrs = { details = [{ public_access_block = [{ block_public_acls = true, block_public_policy = true, ignore_public_acls = true, restrict_public_buckets = true }] }] }
}

resource "aws_s3control_multi_region_access_point" "null" {
  attrs = { details = [{ public_access_block = [{ block_public_acls = null, block_public_policy = true, ignore_public_acls = true, restrict_public_buckets = true }] }] }
}

resource "aws_s3control_multi_region_access_point" "no_block_public_acls" {
  expect_failure = true
  attrs          = { details = [{ public_access_block = [{ block_public_acls = false, block_public_policy = true, ignore_public_acls = true, restrict_public_buckets = true }] }] }
}

resource "aws_s3control_multi_region_access_point" "no_block_public_policy" {
  expect_failure = true
  attrs          = { details = [{ public_access_block = [{ block_public_acls = true, block_public_policy = false, ignore_public_acls = true, restrict_public_buckets = true }] }] }
}

resource "aws_s3control_multi_region_access_point" "no_ignore_public_acls" {
  expect_failure = true
  attrs          = { details = [{ public_access_block = [{ block_public_acls = true, block_public_policy = true, ignore_public_acls = false, restrict_public_buckets = true }] }] }
}

resource "aws_s3control_multi_region_access_point" "no_restrict_public_buckets" {
  expect_failure = true
  attrs          = { details = [{ public_access_block = [{ block_public_acls = true, block_public_policy = true, ignore_public_acls = true, restrict_public_buckets = false }] }] }
}
