policytest {
  targets = ["aws-ssm-parameter-not-leaked-over-http.policy.hcl"]
}

# In a URL, a body and a header.
data "http" "url" {
  attrs = { url = "https://example.com/?token=s3cr3t-in-url" }
}

data "http" "body" {
  attrs = { url = "https://example.com/", request_body = core::jsonencode({ token = "s3cr3t-in-body" }) }
}

data "http" "header" {
  attrs = { url = "https://example.com/", request_headers = { Authorization = "Bearer s3cr3t-in-header" } }
}

resource "aws_ssm_parameter" "in_url" {
  expect_failure = true
  attrs          = { name = "a", type = "SecureString", value = "s3cr3t-in-url" }
}

resource "aws_ssm_parameter" "in_body" {
  expect_failure = true
  attrs          = { name = "a", type = "SecureString", value = "s3cr3t-in-body" }
}

resource "aws_secretsmanager_secret_version" "in_header" {
  expect_failure = true
  attrs          = { secret_id = "a", secret_string = "s3cr3t-in-header" }
}

resource "aws_ssm_parameter" "kept" {
  attrs = { name = "a", type = "SecureString", value = "s3cr3t-of-its-own" }
}

resource "aws_secretsmanager_secret_version" "kept" {
  attrs = { secret_id = "a", secret_string = "s3cr3t-of-its-own" }
}

# Not a secret by its own word.
resource "aws_ssm_parameter" "plain" {
  attrs = { name = "a", type = "String", value = "s3cr3t-in-url" }
}

# Short texts are in others by chance.
resource "aws_ssm_parameter" "short" {
  attrs = { name = "a", type = "SecureString", value = "https" }
}

resource "aws_ssm_parameter" "null" {
  attrs = { name = "a", type = "SecureString", value = null }
}

resource "aws_secretsmanager_secret_version" "null" {
  attrs = { secret_id = "a", secret_string = null }
}
