policytest {
  targets = ["aws-apigateway-method-authorization.policy.hcl"]
}

resource "aws_api_gateway_rest_api" "private" {
  skip  = true
  attrs = { id = "private", policy = null, endpoint_configuration = [{ types = ["PRIVATE"] }] }
}

resource "aws_api_gateway_rest_api" "public" {
  skip  = true
  attrs = { id = "public", policy = null, endpoint_configuration = [{ types = ["REGIONAL"] }] }
}

resource "aws_api_gateway_rest_api" "plain" {
  skip  = true
  attrs = { id = "plain", policy = null, endpoint_configuration = [] }
}

resource "aws_api_gateway_rest_api" "inline" {
  skip  = true
  attrs = { id = "inline", policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = { AWS = "arn:aws:iam::123456789012:root" }, Action = "execute-api:Invoke", Resource = "*" }] }), endpoint_configuration = [] }
}

resource "aws_api_gateway_rest_api" "inline_public" {
  skip  = true
  attrs = { id = "inline_public", policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = "*", Action = "execute-api:Invoke", Resource = "*" }] }), endpoint_configuration = [] }
}

resource "aws_api_gateway_rest_api_policy" "limited" {
  skip  = true
  attrs = { rest_api_id = "limited", policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = { AWS = "arn:aws:iam::123456789012:root" }, Action = "execute-api:Invoke", Resource = "*" }] }) }
}

resource "aws_api_gateway_rest_api_policy" "open" {
  skip  = true
  attrs = { rest_api_id = "open", policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = "*", Action = "execute-api:Invoke", Resource = "*" }] }) }
}

resource "aws_api_gateway_method" "iam" {
  attrs = { rest_api_id = "public", http_method = "GET", authorization = "AWS_IAM", api_key_required = false }
}

resource "aws_api_gateway_method" "custom" {
  attrs = { rest_api_id = "public", http_method = "GET", authorization = "CUSTOM", api_key_required = false }
}

resource "aws_api_gateway_method" "cognito" {
  attrs = { rest_api_id = "public", http_method = "ANY", authorization = "COGNITO_USER_POOLS", api_key_required = null }
}

resource "aws_api_gateway_method" "key" {
  attrs = { rest_api_id = "public", http_method = "GET", authorization = "NONE", api_key_required = true }
}

# Browsers ask without credentials.
resource "aws_api_gateway_method" "preflight" {
  attrs = { rest_api_id = "public", http_method = "OPTIONS", authorization = "NONE", api_key_required = false }
}

resource "aws_api_gateway_method" "private" {
  attrs = { rest_api_id = "private", http_method = "GET", authorization = "NONE", api_key_required = false }
}

resource "aws_api_gateway_method" "limited" {
  attrs = { rest_api_id = "limited", http_method = "GET", authorization = "NONE", api_key_required = false }
}

resource "aws_api_gateway_method" "inline" {
  attrs = { rest_api_id = "inline", http_method = "POST", authorization = "NONE", api_key_required = null }
}

resource "aws_api_gateway_method" "none" {
  expect_failure = true
  attrs          = { rest_api_id = "public", http_method = "GET", authorization = "NONE", api_key_required = false }
}

resource "aws_api_gateway_method" "unset_key" {
  expect_failure = true
  attrs          = { rest_api_id = "plain", http_method = "DELETE", authorization = "NONE", api_key_required = null }
}

resource "aws_api_gateway_method" "any" {
  expect_failure = true
  attrs          = { rest_api_id = "plain", http_method = "ANY", authorization = "NONE", api_key_required = false }
}

resource "aws_api_gateway_method" "open_policy" {
  expect_failure = true
  attrs          = { rest_api_id = "open", http_method = "GET", authorization = "NONE", api_key_required = false }
}

resource "aws_api_gateway_method" "inline_public" {
  expect_failure = true
  attrs          = { rest_api_id = "inline_public", http_method = "GET", authorization = "NONE", api_key_required = false }
}

resource "aws_api_gateway_method" "api_elsewhere" {
  expect_failure = true
  attrs          = { rest_api_id = "a1b2c3", http_method = "GET", authorization = "NONE", api_key_required = false }
}
