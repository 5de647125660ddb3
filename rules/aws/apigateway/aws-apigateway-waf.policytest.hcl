policytest {
  targets = ["aws-apigateway-waf.policy.hcl"]
}

resource "aws_api_gateway_rest_api" "private" {
  skip  = true
  attrs = { id = "private", endpoint_configuration = [{ types = ["PRIVATE"] }] }
}

resource "aws_api_gateway_rest_api" "public" {
  skip  = true
  attrs = { id = "public", endpoint_configuration = [{ types = ["EDGE"] }] }
}

resource "aws_wafv2_web_acl_association" "v2" {
  skip  = true
  attrs = { resource_arn = "arn:v2", web_acl_arn = "arn:acl" }
}

resource "aws_wafregional_web_acl_association" "classic" {
  skip  = true
  attrs = { resource_arn = "arn:classic", web_acl_id = "acl" }
}

resource "aws_api_gateway_stage" "v2" {
  attrs = { arn = "arn:v2", rest_api_id = "public" }
}

resource "aws_api_gateway_stage" "classic" {
  attrs = { arn = "arn:classic", rest_api_id = "public" }
}

resource "aws_api_gateway_stage" "private" {
  attrs = { arn = "arn:private", rest_api_id = "private" }
}

resource "aws_api_gateway_stage" "bare" {
  expect_failure = true
  attrs          = { arn = "arn:bare", rest_api_id = "public" }
}

resource "aws_api_gateway_stage" "api_elsewhere" {
  expect_failure = true
  attrs          = { arn = "arn:elsewhere", rest_api_id = "a1b2c3" }
}
