policytest {
  targets = ["aws-lambda-no-plaintext-secrets.policy.hcl"]
}

resource "aws_lambda_function" "absent" {
  attrs = { environment = [] }
}

resource "aws_lambda_function" "null" {
  attrs = { environment = [{ variables = null }] }
}

resource "aws_lambda_function" "none" {
  attrs = { environment = [{ variables = { STAGE = "production", LOG_LEVEL = "info" } }] }
}

resource "aws_lambda_function" "arn_name" {
  attrs = { environment = [{ variables = { SECRET_ARN = "arn:aws:secretsmanager:eu-west-1:123456789012:secret:x" } }] }
}

resource "aws_lambda_function" "arn_value" {
  attrs = { environment = [{ variables = { API_TOKEN = "arn:aws:ssm:eu-west-1:123456789012:parameter/x" } }] }
}

resource "aws_lambda_function" "secret_name" {
  attrs = { environment = [{ variables = { DB_SECRET_NAME = "orders/database" } }] }
}

resource "aws_lambda_function" "switch" {
  attrs = { environment = [{ variables = { USE_TOKEN = "true", TOKEN_TTL = "3600" } }] }
}

resource "aws_lambda_function" "empty" {
  attrs = { environment = [{ variables = { API_KEY = "" } }] }
}

resource "aws_lambda_function" "password" {
  expect_failure = true
  attrs          = { environment = [{ variables = { DB_PASSWORD = "hunter2-and-more" } }] }
}

resource "aws_lambda_function" "camel" {
  expect_failure = true
  attrs          = { environment = [{ variables = { apiKey = "0123456789abcdef" } }] }
}

resource "aws_lambda_function" "token" {
  expect_failure = true
  attrs          = { environment = [{ variables = { GITHUB_TOKEN = "ghp_0123456789" } }] }
}

resource "aws_lambda_function" "key_id_by_shape" {
  expect_failure = true
  attrs          = { environment = [{ variables = { ID = "AKIAIOSFODNN7EXAMPLE" } }] }
}

resource "aws_lambda_function" "private_key_by_shape" {
  expect_failure = true
  attrs          = { environment = [{ variables = { PEM = "-----BEGIN RSA PRIVATE KEY-----\nabc" } }] }
}

resource "aws_lambda_function" "access_key" {
  expect_failure = true
  attrs          = { environment = [{ variables = { AWS_SECRET_ACCESS_KEY = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY" } }] }
}

resource "aws_lambda_function" "among_others" {
  expect_failure = true
  attrs          = { environment = [{ variables = { STAGE = "production", CLIENT_SECRET = "abc-def" } }] }
}

# Settings of AWS's own extension, and names of places.
resource "aws_lambda_function" "settings" {
  attrs = { environment = [{ variables = { PARAMETERS_SECRETS_EXTENSION_LOG_LEVEL = "debug", PARAMETERS_SECRETS_EXTENSION_HTTP_PORT = "2773", TOKEN_TABLE = "tokens", SECRETS_BUCKET = "my-bucket" } }] }
}

resource "aws_lambda_function" "parameter" {
  attrs = { environment = [{ variables = { API_KEY = "/prod/api/key", TOKEN_SERVICE = "https://login.example.com" } }] }
}

resource "aws_lambda_function" "github" {
  expect_failure = true
  attrs          = { environment = [{ variables = { GH = "ghp_abcdefghijklmnopqrstuvwxyz0123456789" } }] }
}

resource "aws_lambda_function" "address_with_password" {
  expect_failure = true
  attrs          = { environment = [{ variables = { DATABASE_URL = "postgres://app:correct-horse@db.internal:5432/app" } }] }
}

resource "aws_lambda_function" "address_without_password" {
  attrs = { environment = [{ variables = { DATABASE_URL = "postgres://app@db.internal:5432/app" } }] }
}
