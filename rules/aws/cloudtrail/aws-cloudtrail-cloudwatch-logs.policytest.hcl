policytest {
  targets = ["aws-cloudtrail-cloudwatch-logs.policy.hcl"]
}

resource "aws_cloudtrail" "set" {
  attrs = { name = "a", cloud_watch_logs_group_arn = "arn:aws:logs:eu-west-1:123456789012:log-group:trail:*" }
}

resource "aws_cloudtrail" "null" {
  expect_failure = true
  attrs          = { name = "b", cloud_watch_logs_group_arn = null }
}

resource "aws_cloudtrail" "empty" {
  expect_failure = true
  attrs          = { name = "c", cloud_watch_logs_group_arn = "" }
}
