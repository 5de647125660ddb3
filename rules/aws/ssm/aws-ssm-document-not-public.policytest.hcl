policytest {
  targets = ["aws-ssm-document-not-public.policy.hcl"]
}

resource "aws_ssm_document" "null" {
  attrs = { permissions = null }
}

resource "aws_ssm_document" "account" {
  attrs = { permissions = { type = "Share", account_ids = "123456789012" } }
}

resource "aws_ssm_document" "accounts" {
  attrs = { permissions = { type = "Share", account_ids = "123456789012,210987654321" } }
}

resource "aws_ssm_document" "null_ids" {
  attrs = { permissions = { type = "Share", account_ids = null } }
}

resource "aws_ssm_document" "all" {
  expect_failure = true
  attrs          = { permissions = { type = "Share", account_ids = "All" } }
}

resource "aws_ssm_document" "lower" {
  expect_failure = true
  attrs          = { permissions = { type = "Share", account_ids = "all" } }
}

resource "aws_ssm_document" "in_list" {
  expect_failure = true
  attrs          = { permissions = { type = "Share", account_ids = "123456789012, all" } }
}
