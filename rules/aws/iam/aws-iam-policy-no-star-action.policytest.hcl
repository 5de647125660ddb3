policytest {
  targets = ["aws-iam-policy-no-star-action.policy.hcl"]
}

resource "aws_iam_policy" "null" {
  attrs = { policy = null }
}

resource "aws_iam_policy" "empty" {
  attrs = { policy = "" }
}

resource "aws_iam_policy" "not_json" {
  attrs = { policy = "*" }
}

resource "aws_iam_policy" "on_everything" {
  expect_failure = true
  attrs          = { policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "*", Resource = "*" }] }) }
}

resource "aws_iam_policy" "on_one_bucket" {
  expect_failure = true
  attrs          = { policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = ["*"], Resource = "arn:aws:s3:::example-data" }] }) }
}

resource "aws_iam_policy" "star_colon_star" {
  expect_failure = true
  attrs          = { policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = ["*:*"], Resource = "arn:aws:s3:::example-data" }] }) }
}

resource "aws_iam_policy" "second_statement" {
  expect_failure = true
  attrs          = { policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = ["s3:GetObject"], Resource = "arn:aws:s3:::example-data/*" }, { Effect = "Allow", Action = "*", Resource = "arn:aws:s3:::x" }] }) }
}

resource "aws_iam_policy" "one_service" {
  attrs = { policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "s3:*", Resource = "*" }] }) }
}

resource "aws_iam_policy" "prefix" {
  attrs = { policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "s3:Get*", Resource = "*" }] }) }
}

resource "aws_iam_policy" "denied_again" {
  attrs = { policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "*", Resource = "arn:aws:s3:::example-data/*" }, { Effect = "Deny", Action = "*", Resource = "arn:aws:s3:::example-data/*" }] }) }
}

resource "aws_iam_policy" "one_statement_without_list" {
  expect_failure = true
  attrs          = { policy = core::jsonencode({ Version = "2012-10-17", Statement = { Effect = "Allow", Action = "*", Resource = "arn:aws:s3:::example-data/*" } }) }
}

resource "aws_iam_policy" "denied_altogether" {
  attrs = { policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Deny", Action = "*", Resource = "arn:aws:s3:::example-data/*" }] }) }
}

resource "aws_iam_role_policy" "bad" {
  expect_failure = true
  attrs          = { policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "*", Resource = "arn:aws:s3:::example-data/*" }] }) }
}

resource "aws_iam_role_policy" "good" {
  attrs = { policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = ["s3:GetObject"], Resource = "arn:aws:s3:::example-data/*" }] }) }
}

resource "aws_iam_group_policy" "bad" {
  expect_failure = true
  attrs          = { policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "*", Resource = "arn:aws:s3:::example-data/*" }] }) }
}

resource "aws_iam_group_policy" "good" {
  attrs = { policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = ["s3:GetObject"], Resource = "arn:aws:s3:::example-data/*" }] }) }
}

resource "aws_iam_user_policy" "bad" {
  expect_failure = true
  attrs          = { policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "*", Resource = "arn:aws:s3:::example-data/*" }] }) }
}

resource "aws_iam_user_policy" "good" {
  attrs = { policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = ["s3:GetObject"], Resource = "arn:aws:s3:::example-data/*" }] }) }
}

resource "aws_iam_role" "bad" {
  expect_failure = true
  attrs          = { name = "x", inline_policy = [{ name = "p", policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "*", Resource = "arn:aws:s3:::example-data/*" }] }) }] }
}

resource "aws_iam_role" "good" {
  attrs = { name = "x", inline_policy = [{ name = "p", policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = ["s3:GetObject"], Resource = "arn:aws:s3:::example-data/*" }] }) }] }
}

resource "aws_ssoadmin_permission_set_inline_policy" "bad" {
  expect_failure = true
  attrs          = { inline_policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "*", Resource = "arn:aws:s3:::example-data/*" }] }) }
}

resource "aws_ssoadmin_permission_set_inline_policy" "good" {
  attrs = { inline_policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = ["s3:GetObject"], Resource = "arn:aws:s3:::example-data/*" }] }) }
}

resource "aws_iam_role" "no_inline_policy" {
  attrs = { name = "x", inline_policy = [] }
}

resource "aws_iam_role" "empty_block" {
  attrs = { name = "x", inline_policy = [{ name = "", policy = "" }] }
}

resource "aws_iam_role" "second_of_two" {
  expect_failure = true
  attrs          = { name = "x", inline_policy = [{ name = "a", policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = ["s3:GetObject"], Resource = "arn:aws:s3:::example-data/*" }] }) }, { name = "b", policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "*", Resource = "arn:aws:s3:::example-data/*" }] }) }] }
}
