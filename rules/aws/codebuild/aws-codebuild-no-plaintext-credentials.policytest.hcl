policytest {
  targets = ["aws-codebuild-no-plaintext-credentials.policy.hcl"]
}

resource "aws_codebuild_project" "none" {
  attrs = { environment = [{ environment_variable = [] }] }
}

resource "aws_codebuild_project" "plain" {
  attrs = { environment = [{ environment_variable = [{ name = "STAGE", value = "live", type = "PLAINTEXT" }] }] }
}

resource "aws_codebuild_project" "manager" {
  attrs = { environment = [{ environment_variable = [{ name = "DB_PASSWORD", value = "build/database:password", type = "SECRETS_MANAGER" }] }] }
}

resource "aws_codebuild_project" "parameter" {
  attrs = { environment = [{ environment_variable = [{ name = "API_KEY", value = "/build/key", type = "PARAMETER_STORE" }] }] }
}

# Where the secret is, is none.
resource "aws_codebuild_project" "address" {
  attrs = { environment = [{ environment_variable = [{ name = "SECRET_ARN", value = "arn:aws:secretsmanager:eu-west-1:123456789012:secret:a", type = null }, { name = "TOKEN_URL", value = "https://login.example.com/token", type = null }] }] }
}

resource "aws_codebuild_project" "switch" {
  attrs = { environment = [{ environment_variable = [{ name = "USE_TOKEN", value = "true", type = "PLAINTEXT" }] }] }
}

resource "aws_codebuild_project" "empty" {
  attrs = { environment = [{ environment_variable = [{ name = "DB_PASSWORD", value = "", type = "PLAINTEXT" }] }] }
}

resource "aws_codebuild_project" "key_id" {
  expect_failure = true
  attrs          = { environment = [{ environment_variable = [{ name = "AWS_ACCESS_KEY_ID", value = "", type = "PLAINTEXT" }] }] }
}

resource "aws_codebuild_project" "secret_key" {
  expect_failure = true
  attrs          = { environment = [{ environment_variable = [{ name = "AWS_SECRET_ACCESS_KEY", value = "x", type = null }] }] }
}

resource "aws_codebuild_project" "password" {
  expect_failure = true
  attrs          = { environment = [{ environment_variable = [{ name = "STAGE", value = "live", type = "PLAINTEXT" }, { name = "db_password", value = "hunter22", type = "PLAINTEXT" }] }] }
}

# Unset is plain text.
resource "aws_codebuild_project" "token" {
  expect_failure = true
  attrs          = { environment = [{ environment_variable = [{ name = "NPM_TOKEN", value = "b7a1c0de", type = null }] }] }
}

resource "aws_codebuild_project" "shape" {
  expect_failure = true
  attrs          = { environment = [{ environment_variable = [{ name = "ID", value = "AKIAIOSFODNN7EXAMPLE", type = "PLAINTEXT" }] }] }
}

resource "aws_codebuild_project" "private_key" {
  expect_failure = true
  attrs          = { environment = [{ environment_variable = [{ name = "DEPLOY", value = "-----BEGIN OPENSSH PRIVATE KEY-----", type = "PLAINTEXT" }] }] }
}

resource "aws_codebuild_project" "settings" {
  attrs = { environment = [{ environment_variable = [{ name = "TOKEN_TABLE", value = "tokens", type = "PLAINTEXT" }, { name = "NPM_TOKEN", value = "/build/npm", type = "PLAINTEXT" }] }] }
}

resource "aws_codebuild_project" "address_with_password" {
  expect_failure = true
  attrs          = { environment = [{ environment_variable = [{ name = "REGISTRY", value = "https://build:correct-horse@registry.internal/npm", type = "PLAINTEXT" }] }] }
}
