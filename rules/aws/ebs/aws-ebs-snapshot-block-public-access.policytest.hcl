policytest {
  targets = ["aws-ebs-snapshot-block-public-access.policy.hcl"]
}

resource "aws_ebs_snapshot_block_public_access" "all" {
  attrs = { state = "block-all-sharing" }
}

# What is public already stays public.
resource "aws_ebs_snapshot_block_public_access" "new" {
  expect_failure = true
  attrs          = { state = "block-new-sharing" }
}

resource "aws_ebs_snapshot_block_public_access" "unblocked" {
  expect_failure = true
  attrs          = { state = "unblocked" }
}

resource "aws_ebs_snapshot_block_public_access" "null" {
  expect_failure = true
  attrs          = { state = null }
}
