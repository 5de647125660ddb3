policytest {
  targets = ["aws-iam-no-inline-policies.policy.hcl"]
}

resource "aws_iam_role_policy" "allow" {
  expect_failure = true
  attrs          = { role = "app", policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "s3:GetObject", Resource = "arn:aws:s3:::x/*" }] }) }
}

resource "aws_iam_role_policy" "deny_only" {
  attrs = { role = "app", policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Deny", Action = "*", Resource = "*", Condition = { BoolIfExists = { "aws:MultiFactorAuthPresent" = "false" } } }] }) }
}

resource "aws_iam_role_policy" "deny_and_allow" {
  expect_failure = true
  attrs          = { role = "app", policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Deny", Action = "*", Resource = "*", Condition = { BoolIfExists = { "aws:MultiFactorAuthPresent" = "false" } } }, { Effect = "Allow", Action = "s3:GetObject", Resource = "*" }] }) }
}

resource "aws_iam_role_policy" "null" {
  attrs = { role = "app", policy = null }
}

resource "aws_iam_group_policy" "allow" {
  expect_failure = true
  attrs          = { group = "ops", policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "s3:GetObject", Resource = "arn:aws:s3:::x/*" }] }) }
}

resource "aws_iam_group_policy" "deny_only" {
  attrs = { group = "ops", policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Deny", Action = "*", Resource = "*", Condition = { BoolIfExists = { "aws:MultiFactorAuthPresent" = "false" } } }] }) }
}

resource "aws_iam_group_policy" "deny_and_allow" {
  expect_failure = true
  attrs          = { group = "ops", policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Deny", Action = "*", Resource = "*", Condition = { BoolIfExists = { "aws:MultiFactorAuthPresent" = "false" } } }, { Effect = "Allow", Action = "s3:GetObject", Resource = "*" }] }) }
}

resource "aws_iam_group_policy" "null" {
  attrs = { group = "ops", policy = null }
}

resource "aws_iam_user_policy" "allow" {
  expect_failure = true
  attrs          = { user = "ci", policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "s3:GetObject", Resource = "arn:aws:s3:::x/*" }] }) }
}

resource "aws_iam_user_policy" "deny_only" {
  attrs = { user = "ci", policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Deny", Action = "*", Resource = "*", Condition = { BoolIfExists = { "aws:MultiFactorAuthPresent" = "false" } } }] }) }
}

resource "aws_iam_user_policy" "deny_and_allow" {
  expect_failure = true
  attrs          = { user = "ci", policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Deny", Action = "*", Resource = "*", Condition = { BoolIfExists = { "aws:MultiFactorAuthPresent" = "false" } } }, { Effect = "Allow", Action = "s3:GetObject", Resource = "*" }] }) }
}

resource "aws_iam_user_policy" "null" {
  attrs = { user = "ci", policy = null }
}

resource "aws_iam_role" "allow" {
  expect_failure = true
  attrs          = { name = "app", inline_policy = [{ name = "p", policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "s3:GetObject", Resource = "arn:aws:s3:::x/*" }] }) }] }
}

resource "aws_iam_role" "deny_only" {
  attrs = { name = "app", inline_policy = [{ name = "p", policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Deny", Action = "*", Resource = "*", Condition = { BoolIfExists = { "aws:MultiFactorAuthPresent" = "false" } } }] }) }] }
}

resource "aws_iam_role" "deny_and_allow" {
  expect_failure = true
  attrs          = { name = "app", inline_policy = [{ name = "p", policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Deny", Action = "*", Resource = "*", Condition = { BoolIfExists = { "aws:MultiFactorAuthPresent" = "false" } } }, { Effect = "Allow", Action = "s3:GetObject", Resource = "*" }] }) }] }
}

resource "aws_iam_role" "null" {
  attrs = { name = "app", inline_policy = [{ name = "p", policy = null }] }
}

resource "aws_iam_role" "none" {
  attrs = { name = "app", inline_policy = [] }
}

# An empty block says that there shall be none.
resource "aws_iam_role" "empty_block" {
  attrs = { name = "app", inline_policy = [{ name = "", policy = "" }] }
}
