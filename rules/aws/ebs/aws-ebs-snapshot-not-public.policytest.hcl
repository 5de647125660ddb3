policytest {
  targets = ["aws-ebs-snapshot-not-public.policy.hcl"]
}

resource "aws_snapshot_create_volume_permission" "account" {
  attrs = { account_id = "123456789012" }
}

resource "aws_snapshot_create_volume_permission" "all" {
  expect_failure = true
  attrs          = { account_id = "all" }
}

resource "aws_snapshot_create_volume_permission" "null" {
  expect_failure = true
  attrs          = { account_id = null }
}

resource "aws_snapshot_create_volume_permission" "short" {
  expect_failure = true
  attrs          = { account_id = "12345678901" }
}
