policytest {
  targets = ["aws-cloudfront-waf.policy.hcl"]
}

resource "aws_cloudfront_distribution" "v2" {
  attrs = { web_acl_id = "arn:aws:wafv2:us-east-1:123456789012:global/webacl/main/0b7b2a2d" }
}

resource "aws_cloudfront_distribution" "classic" {
  attrs = { web_acl_id = "0b7b2a2d-0000-0000-0000-000000000000" }
}

resource "aws_cloudfront_distribution" "null" {
  expect_failure = true
  attrs          = { web_acl_id = null }
}

resource "aws_cloudfront_distribution" "empty" {
  expect_failure = true
  attrs          = { web_acl_id = "" }
}

resource "aws_cloudfront_multitenant_distribution" "without" {
  expect_failure = true
  attrs          = { web_acl_id = null }
}

resource "aws_cloudfront_multitenant_distribution" "with" {
  attrs = { web_acl_id = "arn:aws:wafv2:us-east-1:123456789012:global/webacl/main/0123" }
}
