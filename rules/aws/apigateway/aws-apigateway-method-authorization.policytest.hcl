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

# Everybody is allowed, and refused from elsewhere.
resource "aws_api_gateway_rest_api_policy" "fenced" {
  skip = true
  attrs = { rest_api_id = "fenced", policy = core::jsonencode({ Version = "2012-10-17", Statement = [
    { Effect = "Allow", Principal = "*", Action = "execute-api:Invoke", Resource = "execute-api:/*" },
    { Effect = "Deny", Principal = "*", Action = "execute-api:Invoke", Resource = "execute-api:/*", Condition = { NotIpAddress = { "aws:SourceIp" = ["198.51.100.0/24"] } } },
  ] }) }
}

resource "aws_api_gateway_method" "fenced" {
  attrs = { rest_api_id = "fenced", http_method = "GET", authorization = "NONE", api_key_required = false }
}

# The refusal is for one path only.
resource "aws_api_gateway_rest_api_policy" "partly_fenced" {
  skip = true
  attrs = { rest_api_id = "partly", policy = core::jsonencode({ Version = "2012-10-17", Statement = [
    { Effect = "Allow", Principal = "*", Action = "execute-api:Invoke", Resource = "execute-api:/*" },
    { Effect = "Deny", Principal = "*", Action = "execute-api:Invoke", Resource = "execute-api:/*/GET/admin/*", Condition = { NotIpAddress = { "aws:SourceIp" = ["198.51.100.0/24"] } } },
  ] }) }
}

resource "aws_api_gateway_method" "partly_fenced" {
  expect_failure = true
  attrs          = { rest_api_id = "partly", http_method = "GET", authorization = "NONE", api_key_required = false }
}

# The refusal is for nobody.
resource "aws_api_gateway_rest_api_policy" "fenced_from_nobody" {
  skip = true
  attrs = { rest_api_id = "nobody", policy = core::jsonencode({ Version = "2012-10-17", Statement = [
    { Effect = "Allow", Principal = "*", Action = "execute-api:Invoke", Resource = "*" },
    { Effect = "Deny", Principal = "*", Action = "execute-api:Invoke", Resource = "*", Condition = { NotIpAddress = { "aws:SourceIp" = ["0.0.0.0/0"] } } },
  ] }) }
}

resource "aws_api_gateway_method" "fenced_from_nobody" {
  expect_failure = true
  attrs          = { rest_api_id = "nobody", http_method = "GET", authorization = "NONE", api_key_required = false }
}
