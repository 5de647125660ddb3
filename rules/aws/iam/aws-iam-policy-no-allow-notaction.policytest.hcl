policytest {
  targets = ["aws-iam-policy-no-allow-notaction.policy.hcl"]
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

resource "aws_iam_policy" "not_action" {
  expect_failure = true
  attrs          = { policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", NotAction = ["iam:*"], Resource = "*" }] }) }
}

resource "aws_iam_policy" "not_resource" {
  expect_failure = true
  attrs          = { policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "s3:*", NotResource = "arn:aws:s3:::secret" }] }) }
}

resource "aws_iam_policy" "on_one_resource" {
  expect_failure = true
  attrs          = { policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", NotAction = "s3:DeleteBucket", Resource = "arn:aws:s3:::x" }] }) }
}

resource "aws_iam_policy" "deny_not_action" {
  attrs = { policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Deny", NotAction = "iam:*", Resource = "*" }] }) }
}

resource "aws_iam_policy" "deny_not_resource" {
  attrs = { policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Deny", Action = "s3:*", NotResource = "arn:aws:s3:::x" }] }) }
}

resource "aws_iam_policy" "empty_list" {
  attrs = { policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "s3:GetObject", NotAction = [], Resource = "*" }] }) }
}

resource "aws_iam_policy" "one_statement_without_list" {
  expect_failure = true
  attrs          = { policy = core::jsonencode({ Version = "2012-10-17", Statement = { Effect = "Allow", NotAction = "iam:*", Resource = "*" } }) }
}

resource "aws_iam_policy" "denied_altogether" {
  attrs = { policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Deny", NotAction = "iam:*", Resource = "*" }] }) }
}

resource "aws_iam_role_policy" "bad" {
  expect_failure = true
  attrs          = { policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", NotAction = "iam:*", Resource = "*" }] }) }
}

resource "aws_iam_role_policy" "good" {
  attrs = { policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = ["s3:GetObject"], Resource = "arn:aws:s3:::example-data/*" }] }) }
}

resource "aws_iam_group_policy" "bad" {
  expect_failure = true
  attrs          = { policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", NotAction = "iam:*", Resource = "*" }] }) }
}

resource "aws_iam_group_policy" "good" {
  attrs = { policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = ["s3:GetObject"], Resource = "arn:aws:s3:::example-data/*" }] }) }
}

resource "aws_iam_user_policy" "bad" {
  expect_failure = true
  attrs          = { policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", NotAction = "iam:*", Resource = "*" }] }) }
}

resource "aws_iam_user_policy" "good" {
  attrs = { policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = ["s3:GetObject"], Resource = "arn:aws:s3:::example-data/*" }] }) }
}

resource "aws_iam_role" "bad" {
  expect_failure = true
  attrs          = { name = "x", inline_policy = [{ name = "p", policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", NotAction = "iam:*", Resource = "*" }] }) }] }
}

resource "aws_iam_role" "good" {
  attrs = { name = "x", inline_policy = [{ name = "p", policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = ["s3:GetObject"], Resource = "arn:aws:s3:::example-data/*" }] }) }] }
}

resource "aws_ssoadmin_permission_set_inline_policy" "bad" {
  expect_failure = true
  attrs          = { inline_policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", NotAction = "iam:*", Resource = "*" }] }) }
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
  attrs          = { name = "x", inline_policy = [{ name = "a", policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = ["s3:GetObject"], Resource = "arn:aws:s3:::example-data/*" }] }) }, { name = "b", policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", NotAction = "iam:*", Resource = "*" }] }) }] }
}
