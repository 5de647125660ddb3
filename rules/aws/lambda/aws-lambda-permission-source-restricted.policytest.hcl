policytest {
  targets = ["aws-lambda-permission-source-restricted.policy.hcl"]
}

# Not a service.
resource "aws_lambda_permission" "account" {
  attrs = { action = "lambda:InvokeFunction", function_name = "f", principal = "123456789012", source_arn = null, source_account = null, principal_org_id = null, function_url_auth_type = null }
}

resource "aws_lambda_permission" "role" {
  attrs = { action = "lambda:InvokeFunction", function_name = "f", principal = "arn:aws:iam::123456789012:role/a", source_arn = null, source_account = null, principal_org_id = null, function_url_auth_type = null }
}

resource "aws_lambda_permission" "source_arn" {
  attrs = { action = "lambda:InvokeFunction", function_name = "f", principal = "sns.amazonaws.com", source_arn = "arn:aws:sns:eu-west-1:123456789012:t", source_account = null, principal_org_id = null, function_url_auth_type = null }
}

resource "aws_lambda_permission" "source_account" {
  attrs = { action = "lambda:InvokeFunction", function_name = "f", principal = "s3.amazonaws.com", source_arn = null, source_account = "123456789012", principal_org_id = null, function_url_auth_type = null }
}

resource "aws_lambda_permission" "organization" {
  attrs = { action = "lambda:InvokeFunction", function_name = "f", principal = "events.amazonaws.com", source_arn = null, source_account = null, principal_org_id = "o-1", function_url_auth_type = null }
}

resource "aws_lambda_permission" "api" {
  attrs = { action = "lambda:InvokeFunction", function_name = "f", principal = "apigateway.amazonaws.com", source_arn = "arn:aws:execute-api:eu-west-1:123456789012:a/*/GET/x", source_account = null, principal_org_id = null, function_url_auth_type = null }
}

resource "aws_lambda_permission" "no_source" {
  expect_failure = true
  attrs          = { action = "lambda:InvokeFunction", function_name = "f", principal = "sns.amazonaws.com", source_arn = null, source_account = null, principal_org_id = null, function_url_auth_type = null }
}

resource "aws_lambda_permission" "empty" {
  expect_failure = true
  attrs          = { action = "lambda:InvokeFunction", function_name = "f", principal = "sns.amazonaws.com", source_arn = "", source_account = "", principal_org_id = null, function_url_auth_type = null }
}

# An API Gateway permission needs the API.
resource "aws_lambda_permission" "api_account_only" {
  expect_failure = true
  attrs          = { action = "lambda:InvokeFunction", function_name = "f", principal = "apigateway.amazonaws.com", source_arn = null, source_account = "123456789012", principal_org_id = null, function_url_auth_type = null }
}

resource "aws_lambda_permission" "regional_service" {
  expect_failure = true
  attrs          = { action = "lambda:InvokeFunction", function_name = "f", principal = "logs.eu-west-1.amazonaws.com", source_arn = null, source_account = null, principal_org_id = null, function_url_auth_type = null }
}
