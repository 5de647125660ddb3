policytest {
  targets = ["aws-iam-policy-assume-role-restricted.policy.hcl"]
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

resource "aws_iam_policy" "any" {
  expect_failure = true
  attrs          = { policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Resource = "*" }] }) }
}

resource "aws_iam_policy" "all_of_sts" {
  expect_failure = true
  attrs          = { policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "sts:*", Resource = "*" }] }) }
}

resource "aws_iam_policy" "everything" {
  expect_failure = true
  attrs          = { policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "*", Resource = "*" }] }) }
}

resource "aws_iam_policy" "roles_of_all_accounts" {
  expect_failure = true
  attrs          = { policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Resource = "arn:aws:iam::*:role/*" }] }) }
}

resource "aws_iam_policy" "with_mfa" {
  expect_failure = true
  attrs          = { policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Resource = "*", Condition = { Bool = { "aws:MultiFactorAuthPresent" = "true" } } }] }) }
}

resource "aws_iam_policy" "one_name_everywhere" {
  attrs = { policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Resource = "arn:aws:iam::*:role/deploy" }] }) }
}

resource "aws_iam_policy" "one_account" {
  attrs = { policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Resource = "arn:aws:iam::123456789012:role/*" }] }) }
}

resource "aws_iam_policy" "organization" {
  attrs = { policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Resource = "*", Condition = { StringEquals = { "aws:ResourceOrgID" = "o-0123456789" } } }] }) }
}

resource "aws_iam_policy" "tag" {
  attrs = { policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Resource = "*", Condition = { StringEquals = { "aws:ResourceTag/team" = "payments" } } }] }) }
}

resource "aws_iam_policy" "other_action" {
  attrs = { policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "sts:GetCallerIdentity", Resource = "*" }] }) }
}

resource "aws_iam_policy" "denied_again" {
  attrs = { policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "sts:*", Resource = "*" }, { Effect = "Deny", Action = "sts:AssumeRole", Resource = "*" }] }) }
}

resource "aws_iam_policy" "one_statement_without_list" {
  expect_failure = true
  attrs          = { policy = core::jsonencode({ Version = "2012-10-17", Statement = { Effect = "Allow", Action = "sts:AssumeRole", Resource = "*" } }) }
}

resource "aws_iam_policy" "denied_altogether" {
  attrs = { policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Deny", Action = "sts:AssumeRole", Resource = "*" }] }) }
}

resource "aws_iam_role_policy" "bad" {
  expect_failure = true
  attrs          = { policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Resource = "*" }] }) }
}

resource "aws_iam_role_policy" "good" {
  attrs = { policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Resource = "arn:aws:iam::*:role/deploy" }] }) }
}

resource "aws_iam_group_policy" "bad" {
  expect_failure = true
  attrs          = { policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Resource = "*" }] }) }
}

resource "aws_iam_group_policy" "good" {
  attrs = { policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Resource = "arn:aws:iam::*:role/deploy" }] }) }
}

resource "aws_iam_user_policy" "bad" {
  expect_failure = true
  attrs          = { policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Resource = "*" }] }) }
}

resource "aws_iam_user_policy" "good" {
  attrs = { policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Resource = "arn:aws:iam::*:role/deploy" }] }) }
}

resource "aws_iam_role" "bad" {
  expect_failure = true
  attrs          = { name = "x", inline_policy = [{ name = "p", policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Resource = "*" }] }) }] }
}

resource "aws_iam_role" "good" {
  attrs = { name = "x", inline_policy = [{ name = "p", policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Resource = "arn:aws:iam::*:role/deploy" }] }) }] }
}

resource "aws_ssoadmin_permission_set_inline_policy" "bad" {
  expect_failure = true
  attrs          = { inline_policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Resource = "*" }] }) }
}

resource "aws_ssoadmin_permission_set_inline_policy" "good" {
  attrs = { inline_policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Resource = "arn:aws:iam::*:role/deploy" }] }) }
}

resource "aws_iam_role" "no_inline_policy" {
  attrs = { name = "x", inline_policy = [] }
}

resource "aws_iam_role" "empty_block" {
  attrs = { name = "x", inline_policy = [{ name = "", policy = "" }] }
}

resource "aws_iam_role" "second_of_two" {
  expect_failure = true
  attrs          = { name = "x", inline_policy = [{ name = "a", policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Resource = "arn:aws:iam::*:role/deploy" }] }) }, { name = "b", policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Resource = "*" }] }) }] }
}
