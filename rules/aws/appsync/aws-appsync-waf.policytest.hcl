policytest {
  targets = ["aws-appsync-waf.policy.hcl"]
}

resource "aws_wafv2_web_acl_association" "a" {
  skip  = true
  attrs = { resource_arn = "arn:protected", web_acl_arn = "arn:acl" }
}

resource "aws_appsync_graphql_api" "protected" {
  attrs = { arn = "arn:protected", visibility = "GLOBAL" }
}

resource "aws_appsync_graphql_api" "private" {
  attrs = { arn = "arn:private", visibility = "PRIVATE" }
}

resource "aws_appsync_graphql_api" "bare" {
  expect_failure = true
  attrs          = { arn = "arn:bare", visibility = "GLOBAL" }
}

# Unset is global.
resource "aws_appsync_graphql_api" "null" {
  expect_failure = true
  attrs          = { arn = "arn:null", visibility = null }
}
