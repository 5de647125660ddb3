policytest {
  targets = ["aws-iam-password-policy-character-classes.policy.hcl"]
}

locals {
  all = {
    require_uppercase_characters = true
    require_lowercase_characters = true
    require_numbers              = true
    require_symbols              = true
  }
}

resource "aws_iam_account_password_policy" "all" {
  attrs = local.all
}

resource "aws_iam_account_password_policy" "no_uppercase" {
  expect_failure = true
  attrs          = core::merge(local.all, { require_uppercase_characters = false })
}

resource "aws_iam_account_password_policy" "no_lowercase" {
  expect_failure = true
  attrs          = core::merge(local.all, { require_lowercase_characters = false })
}

resource "aws_iam_account_password_policy" "no_numbers" {
  expect_failure = true
  attrs          = core::merge(local.all, { require_numbers = false })
}

resource "aws_iam_account_password_policy" "no_symbols" {
  expect_failure = true
  attrs          = core::merge(local.all, { require_symbols = false })
}

resource "aws_iam_account_password_policy" "one_null" {
  expect_failure = true
  attrs          = core::merge(local.all, { require_symbols = null })
}

resource "aws_iam_account_password_policy" "all_null" {
  expect_failure = true
  attrs = {
    require_uppercase_characters = null
    require_lowercase_characters = null
    require_numbers              = null
    require_symbols              = null
  }
}
