policytest {
  targets = ["aws-cloudtrail-log-file-validation.policy.hcl"]
}

resource "aws_cloudtrail" "on" {
  attrs = { name = "a", enable_log_file_validation = true }
}

resource "aws_cloudtrail" "off" {
  expect_failure = true
  attrs          = { name = "b", enable_log_file_validation = false }
}

# Unset is false.
resource "aws_cloudtrail" "null" {
  expect_failure = true
  attrs          = { name = "c", enable_log_file_validation = null }
}
