policytest {
  targets = ["aws-iam-no-user-attached-policies.policy.hcl"]
}

resource "aws_iam_user_policy" "allow" {
  expect_failure = true
  attrs          = { user = "ci", policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "s3:GetObject", Resource = "arn:aws:s3:::x/*" }] }) }
}

resource "aws_iam_user_policy" "deny_only" {
  attrs = { user = "ci", policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Deny", Action = "*", Resource = "*", Condition = { BoolIfExists = { "aws:MultiFactorAuthPresent" = "false" } } }] }) }
}

resource "aws_iam_policy" "mfa" {
  attrs = { arn = "arn:aws:iam::123456789012:policy/mfa", policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Deny", Action = "*", Resource = "*", Condition = { BoolIfExists = { "aws:MultiFactorAuthPresent" = "false" } } }] }) }
}

resource "aws_iam_policy" "data" {
  attrs = { arn = "arn:aws:iam::123456789012:policy/data", policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "s3:GetObject", Resource = "arn:aws:s3:::x/*" }] }) }
}

resource "aws_iam_user_policy_attachment" "aws_managed" {
  expect_failure = true
  attrs          = { user = "ci", policy_arn = "arn:aws:iam::aws:policy/ReadOnlyAccess" }
}

resource "aws_iam_user_policy_attachment" "own" {
  expect_failure = true
  attrs          = { user = "ci", policy_arn = "arn:aws:iam::123456789012:policy/data" }
}

resource "aws_iam_user_policy_attachment" "deny_only" {
  attrs = { user = "ci", policy_arn = "arn:aws:iam::123456789012:policy/mfa" }
}

resource "aws_iam_policy_attachment" "users" {
  expect_failure = true
  attrs          = { name = "x", users = ["ci"], policy_arn = "arn:aws:iam::123456789012:policy/data" }
}

resource "aws_iam_policy_attachment" "users_deny_only" {
  attrs = { name = "x", users = ["ci"], policy_arn = "arn:aws:iam::123456789012:policy/mfa" }
}

resource "aws_iam_policy_attachment" "no_users" {
  attrs = { name = "x", users = [], groups = ["ops"], policy_arn = "arn:aws:iam::123456789012:policy/data" }
}

resource "aws_iam_policy_attachment" "users_null" {
  attrs = { name = "x", users = null, roles = ["app"], policy_arn = "arn:aws:iam::123456789012:policy/data" }
}

resource "aws_iam_user_policy_attachments_exclusive" "one" {
  expect_failure = true
  attrs          = { user_name = "ci", policy_arns = ["arn:aws:iam::aws:policy/ReadOnlyAccess"] }
}

resource "aws_iam_user_policy_attachments_exclusive" "none" {
  attrs = { user_name = "ci", policy_arns = [] }
}

resource "aws_iam_user_policy_attachments_exclusive" "deny_only" {
  attrs = { user_name = "ci", policy_arns = ["arn:aws:iam::123456789012:policy/mfa"] }
}
