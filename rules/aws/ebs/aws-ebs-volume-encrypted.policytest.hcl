policytest {
  targets = ["aws-ebs-volume-encrypted.policy.hcl"]
}

resource "aws_ebs_encryption_by_default" "off" {
  skip  = true
  attrs = { enabled = false }
}

resource "aws_ebs_volume" "on" {
  attrs = { encrypted = true, snapshot_id = null }
}

resource "aws_ebs_volume" "off" {
  expect_failure = true
  attrs          = { encrypted = false, snapshot_id = null }
}

resource "aws_ebs_volume" "null" {
  expect_failure = true
  attrs          = { encrypted = null, snapshot_id = null }
}
