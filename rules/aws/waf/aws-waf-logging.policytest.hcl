policytest {
  targets = ["aws-waf-logging.policy.hcl"]
}

resource "aws_wafv2_web_acl_logging_configuration" "full" {
  skip  = true
  attrs = { resource_arn = "arn:full", log_destination_configs = ["arn:aws:s3:::aws-waf-logs"] }
}

resource "aws_wafv2_web_acl_logging_configuration" "empty" {
  skip  = true
  attrs = { resource_arn = "arn:empty", log_destination_configs = [] }
}

resource "aws_wafv2_web_acl" "logged" {
  attrs = { arn = "arn:full" }
}

resource "aws_wafv2_web_acl" "empty" {
  expect_failure = true
  attrs          = { arn = "arn:empty" }
}

resource "aws_wafv2_web_acl" "none" {
  expect_failure = true
  attrs          = { arn = "arn:none" }
}

resource "aws_waf_web_acl" "logged" {
  attrs = { logging_configuration = [{ log_destination = "arn:aws:firehose:us-east-1:123456789012:deliverystream/aws-waf-logs" }] }
}

resource "aws_waf_web_acl" "empty" {
  expect_failure = true
  attrs          = { logging_configuration = [{ log_destination = "" }] }
}

resource "aws_waf_web_acl" "absent" {
  expect_failure = true
  attrs          = { logging_configuration = [] }
}

resource "aws_wafregional_web_acl" "logged" {
  attrs = { logging_configuration = [{ log_destination = "arn:aws:firehose:us-east-1:123456789012:deliverystream/aws-waf-logs" }] }
}

resource "aws_wafregional_web_acl" "empty" {
  expect_failure = true
  attrs          = { logging_configuration = [{ log_destination = "" }] }
}

resource "aws_wafregional_web_acl" "absent" {
  expect_failure = true
  attrs          = { logging_configuration = [] }
}
