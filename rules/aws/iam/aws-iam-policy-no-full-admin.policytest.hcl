policytest {
  targets = ["aws-iam-policy-no-full-admin.policy.hcl"]
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

resource "aws_iam_policy" "star_star" {
  expect_failure = true
  attrs          = { policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "*", Resource = "*" }] }) }
}

resource "aws_iam_policy" "in_lists" {
  expect_failure = true
  attrs          = { policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = ["s3:GetObject", "*"], Resource = ["arn:aws:s3:::x", "*"] }] }) }
}

resource "aws_iam_policy" "star_colon_star" {
  expect_failure = true
  attrs          = { policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "*:*", Resource = "*" }] }) }
}

# MFA says how somebody signs in, not what he may do.
resource "aws_iam_policy" "with_mfa" {
  expect_failure = true
  attrs          = { policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "*", Resource = "*", Condition = { Bool = { "aws:MultiFactorAuthPresent" = "true" } } }] }) }
}

resource "aws_iam_policy" "any_arn" {
  expect_failure = true
  attrs          = { policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "*", Resource = "arn:aws:*:*:*:*" }] }) }
}

resource "aws_iam_policy" "effect_in_other_case" {
  expect_failure = true
  attrs          = { policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ effect = "Allow", action = "*", resource = "*" }] }) }
}

resource "aws_iam_policy" "one_service" {
  attrs = { policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "s3:*", Resource = "*" }] }) }
}

resource "aws_iam_policy" "one_resource" {
  attrs = { policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "*", Resource = "arn:aws:s3:::example-data/*" }] }) }
}

# aws-iam-policy-no-allow-notaction reports it.
resource "aws_iam_policy" "not_action" {
  attrs = { policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", NotAction = "iam:*", Resource = "*" }] }) }
}

# Nothing is left of it.
resource "aws_iam_policy" "allow_and_deny_everything" {
  attrs = { policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "*", Resource = "*" }, { Effect = "Deny", Action = "*", Resource = "*" }] }) }
}

resource "aws_iam_policy" "deny_some" {
  expect_failure = true
  attrs          = { policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "*", Resource = "*" }, { Effect = "Deny", Action = "iam:*", Resource = "*" }] }) }
}

resource "aws_iam_policy" "one_statement_without_list" {
  expect_failure = true
  attrs          = { policy = core::jsonencode({ Version = "2012-10-17", Statement = { Effect = "Allow", Action = "*", Resource = "*" } }) }
}

resource "aws_iam_policy" "denied_altogether" {
  attrs = { policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Deny", Action = "*", Resource = "*" }] }) }
}

resource "aws_iam_role_policy" "bad" {
  expect_failure = true
  attrs          = { policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "*", Resource = "*" }] }) }
}

resource "aws_iam_role_policy" "good" {
  attrs = { policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = ["s3:GetObject", "s3:PutObject"], Resource = "arn:aws:s3:::example-data/*" }] }) }
}

resource "aws_iam_group_policy" "bad" {
  expect_failure = true
  attrs          = { policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "*", Resource = "*" }] }) }
}

resource "aws_iam_group_policy" "good" {
  attrs = { policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = ["s3:GetObject", "s3:PutObject"], Resource = "arn:aws:s3:::example-data/*" }] }) }
}

resource "aws_iam_user_policy" "bad" {
  expect_failure = true
  attrs          = { policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "*", Resource = "*" }] }) }
}

resource "aws_iam_user_policy" "good" {
  attrs = { policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = ["s3:GetObject", "s3:PutObject"], Resource = "arn:aws:s3:::example-data/*" }] }) }
}

resource "aws_iam_role" "bad" {
  expect_failure = true
  attrs          = { name = "x", inline_policy = [{ name = "p", policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "*", Resource = "*" }] }) }] }
}

resource "aws_iam_role" "good" {
  attrs = { name = "x", inline_policy = [{ name = "p", policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = ["s3:GetObject", "s3:PutObject"], Resource = "arn:aws:s3:::example-data/*" }] }) }] }
}

resource "aws_ssoadmin_permission_set_inline_policy" "bad" {
  expect_failure = true
  attrs          = { inline_policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "*", Resource = "*" }] }) }
}

resource "aws_ssoadmin_permission_set_inline_policy" "good" {
  attrs = { inline_policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = ["s3:GetObject", "s3:PutObject"], Resource = "arn:aws:s3:::example-data/*" }] }) }
}

resource "aws_iam_role" "no_inline_policy" {
  attrs = { name = "x", inline_policy = [] }
}

resource "aws_iam_role" "empty_block" {
  attrs = { name = "x", inline_policy = [{ name = "", policy = "" }] }
}

resource "aws_iam_role" "second_of_two" {
  expect_failure = true
  attrs          = { name = "x", inline_policy = [{ name = "a", policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = ["s3:GetObject", "s3:PutObject"], Resource = "arn:aws:s3:::example-data/*" }] }) }, { name = "b", policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "*", Resource = "*" }] }) }] }
}
