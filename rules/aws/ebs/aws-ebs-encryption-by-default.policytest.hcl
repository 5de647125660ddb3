policytest {
  targets = ["aws-ebs-encryption-by-default.policy.hcl"]
}

resource "aws_ebs_encryption_by_default" "on" {
  attrs = { enabled = true }
}

# Unset is on.
resource "aws_ebs_encryption_by_default" "null" {
  attrs = { enabled = null }
}

resource "aws_ebs_encryption_by_default" "off" {
  expect_failure = true
  attrs          = { enabled = false }
}
