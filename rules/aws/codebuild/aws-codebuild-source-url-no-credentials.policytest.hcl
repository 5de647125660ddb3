policytest {
  targets = ["aws-codebuild-source-url-no-credentials.policy.hcl"]
}

resource "aws_codebuild_project" "plain" {
  attrs = { source = [{ location = "https://github.com/example/app.git", auth = [] }], secondary_sources = [] }
}

# CODEPIPELINE has no location.
resource "aws_codebuild_project" "null" {
  attrs = { source = [{ location = null, auth = [] }], secondary_sources = [] }
}

# Bitbucket writes the user into its clone URLs.
resource "aws_codebuild_project" "user" {
  attrs = { source = [{ location = "https://example@bitbucket.org/example/app.git", auth = [] }], secondary_sources = [] }
}

resource "aws_codebuild_project" "ssh" {
  attrs = { source = [{ location = "ssh://git@example.com/app.git", auth = [] }], secondary_sources = [] }
}

resource "aws_codebuild_project" "bucket" {
  attrs = { source = [{ location = "example-bucket/source.zip", auth = [] }], secondary_sources = [] }
}

resource "aws_codebuild_project" "connection" {
  attrs = { source = [{ location = "https://github.com/example/app.git", auth = [{ type = "CODECONNECTIONS", resource = "arn:aws:codeconnections:eu-west-1:123456789012:connection/a" }] }], secondary_sources = [{ location = "https://gitlab.com/example/lib.git", auth = [{ type = "OAUTH", resource = null }] }] }
}

resource "aws_codebuild_project" "password" {
  expect_failure = true
  attrs          = { source = [{ location = "https://user:0123456789abcdef@github.com/example/app.git", auth = [] }], secondary_sources = [] }
}

resource "aws_codebuild_project" "token" {
  expect_failure = true
  attrs          = { source = [{ location = "https://ghp_0123456789abcdefghijklmnopqrstuvwxyz@github.com/example/app.git", auth = [] }], secondary_sources = [] }
}

resource "aws_codebuild_project" "secondary" {
  expect_failure = true
  attrs          = { source = [{ location = "https://github.com/example/app.git", auth = [] }], secondary_sources = [{ location = "https://x-token-auth:abcdef@bitbucket.org/example/lib.git", auth = [] }] }
}

resource "aws_codebuild_project" "basic" {
  expect_failure = true
  attrs          = { source = [{ location = "https://github.com/example/app.git", auth = [{ type = "BASIC_AUTH", resource = null }] }], secondary_sources = [] }
}

resource "aws_codebuild_project" "basic_secondary" {
  expect_failure = true
  attrs          = { source = [{ location = "https://github.com/example/app.git", auth = [] }], secondary_sources = [{ location = null, auth = [{ type = "PERSONAL_ACCESS_TOKEN", resource = null }] }] }
}

resource "aws_codebuild_source_credential" "connection" {
  attrs = { auth_type = "CODECONNECTIONS", server_type = "GITHUB", token = "arn:aws:codeconnections:eu-west-1:123456789012:connection/a" }
}

resource "aws_codebuild_source_credential" "secret" {
  attrs = { auth_type = "SECRETS_MANAGER", server_type = "GITHUB", token = "arn:aws:secretsmanager:eu-west-1:123456789012:secret:a" }
}

resource "aws_codebuild_source_credential" "oauth_elsewhere" {
  attrs = { auth_type = "OAUTH", server_type = "GITHUB", token = null }
}

resource "aws_codebuild_source_credential" "oauth_literal" {
  expect_failure = true
  attrs          = { auth_type = "OAUTH", server_type = "GITHUB", token = "0123456789" }
}

resource "aws_codebuild_source_credential" "personal" {
  expect_failure = true
  attrs          = { auth_type = "PERSONAL_ACCESS_TOKEN", server_type = "GITHUB", token = "0123456789" }
}

resource "aws_codebuild_source_credential" "personal_elsewhere" {
  expect_failure = true
  attrs          = { auth_type = "PERSONAL_ACCESS_TOKEN", server_type = "GITHUB", token = null }
}

resource "aws_codebuild_source_credential" "basic" {
  expect_failure = true
  attrs          = { auth_type = "BASIC_AUTH", server_type = "BITBUCKET", token = null }
}
