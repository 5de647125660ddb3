policytest {
  targets = ["aws-cloudtrail-enable-logging.policy.hcl"]
}

resource "aws_cloudtrail" "on" {
  attrs = { name = "a", enable_logging = true }
}

# Unset is true.
resource "aws_cloudtrail" "null" {
  attrs = { name = "b", enable_logging = null }
}

resource "aws_cloudtrail" "off" {
  expect_failure = true
  attrs          = { name = "c", enable_logging = false }
}
