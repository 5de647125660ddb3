policytest {
  targets = ["aws-lambda-not-public.policy.hcl"]
}

resource "aws_lambda_permission" "service" {
  attrs = { action = "lambda:InvokeFunction", function_name = "f", principal = "s3.amazonaws.com", source_arn = null, source_account = null, principal_org_id = null, function_url_auth_type = null }
}

resource "aws_lambda_permission" "account" {
  attrs = { action = "lambda:InvokeFunction", function_name = "f", principal = "123456789012", source_arn = null, source_account = null, principal_org_id = null, function_url_auth_type = null }
}

resource "aws_lambda_permission" "organization" {
  attrs = { action = "lambda:InvokeFunction", function_name = "f", principal = "*", source_arn = null, source_account = null, principal_org_id = "o-0123456789", function_url_auth_type = null }
}

resource "aws_lambda_permission" "source_account" {
  attrs = { action = "lambda:InvokeFunction", function_name = "f", principal = "*", source_arn = null, source_account = "123456789012", principal_org_id = null, function_url_auth_type = null }
}

resource "aws_lambda_permission" "source_arn" {
  attrs = { action = "lambda:InvokeFunction", function_name = "f", principal = "*", source_arn = "arn:aws:s3:::b", source_account = null, principal_org_id = null, function_url_auth_type = null }
}

resource "aws_lambda_permission" "star" {
  expect_failure = true
  attrs          = { action = "lambda:InvokeFunction", function_name = "f", principal = "*", source_arn = null, source_account = null, principal_org_id = null, function_url_auth_type = null }
}

resource "aws_lambda_permission" "empty_source" {
  expect_failure = true
  attrs          = { action = "lambda:InvokeFunction", function_name = "f", principal = "*", source_arn = "", source_account = null, principal_org_id = null, function_url_auth_type = null }
}

resource "aws_lambda_permission" "star_source" {
  expect_failure = true
  attrs          = { action = "lambda:InvokeFunction", function_name = "f", principal = "*", source_arn = "*", source_account = null, principal_org_id = null, function_url_auth_type = null }
}

resource "aws_lambda_permission" "url_without_auth" {
  expect_failure = true
  attrs          = { action = "lambda:InvokeFunctionUrl", function_name = "f", principal = "*", source_arn = null, source_account = null, principal_org_id = null, function_url_auth_type = "NONE" }
}

# Any AWS account signs its calls.
resource "aws_lambda_permission" "url_with_iam" {
  expect_failure = true
  attrs          = { action = "lambda:InvokeFunctionUrl", function_name = "f", principal = "*", source_arn = null, source_account = null, principal_org_id = null, function_url_auth_type = "AWS_IAM" }
}

resource "aws_lambda_permission" "url_with_iam_in_organization" {
  attrs = { action = "lambda:InvokeFunctionUrl", function_name = "f", principal = "*", source_arn = null, source_account = null, principal_org_id = "o-0123456789", function_url_auth_type = "AWS_IAM" }
}

resource "aws_lambda_layer_version_permission" "account" {
  attrs = { principal = "123456789012", organization_id = null }
}

resource "aws_lambda_layer_version_permission" "organization" {
  attrs = { principal = "*", organization_id = "o-0123456789" }
}

resource "aws_lambda_layer_version_permission" "star" {
  expect_failure = true
  attrs          = { principal = "*", organization_id = null }
}

resource "aws_lambda_layer_version_permission" "empty" {
  expect_failure = true
  attrs          = { principal = "*", organization_id = "" }
}

resource "aws_lambda_resource_policy" "public" {
  expect_failure = true
  attrs          = { policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = "*", Action = "lambda:InvokeFunction", Resource = "*" }] }) }
}

resource "aws_lambda_resource_policy" "organization" {
  attrs = { policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = "*", Action = "lambda:InvokeFunction", Resource = "*", Condition = { StringEquals = { "aws:PrincipalOrgID" = "o-0123456789" } } }] }) }
}
