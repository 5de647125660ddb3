policytest {
  targets = ["aws-guardduty-present.policy.hcl"]
}

resource "aws_guardduty_detector" "on" {
  attrs = { enable = true }
}

# Unset is on.
resource "aws_guardduty_detector" "null" {
  attrs = { enable = null }
}

resource "aws_guardduty_detector" "suspended" {
  expect_failure = true
  attrs          = { enable = false }
}
