policytest {
  targets = ["aws-iam-policy-no-service-wildcard-action.policy.hcl"]
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

resource "aws_iam_policy" "all_of_s3" {
  expect_failure = true
  attrs          = { policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "s3:*", Resource = "*" }] }) }
}

resource "aws_iam_policy" "arn_of_all" {
  expect_failure = true
  attrs          = { policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "s3:*", Resource = "arn:aws:s3:::*" }] }) }
}

resource "aws_iam_policy" "all_of_a_region" {
  expect_failure = true
  attrs          = { policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "sqs:*", Resource = "arn:aws:sqs:eu-west-1:123456789012:*" }] }) }
}

resource "aws_iam_policy" "in_a_list" {
  expect_failure = true
  attrs          = { policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = ["s3:GetObject", "ec2:*"], Resource = "*" }] }) }
}

resource "aws_iam_policy" "with_mfa" {
  expect_failure = true
  attrs          = { policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "ec2:*", Resource = "*", Condition = { Bool = { "aws:MultiFactorAuthPresent" = "true" } } }] }) }
}

# aws-iam-policy-no-star-action reports it.
resource "aws_iam_policy" "everything" {
  attrs = { policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "*", Resource = "*" }] }) }
}

resource "aws_iam_policy" "named_bucket" {
  attrs = { policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "s3:*", Resource = "arn:aws:s3:::example-data/*" }] }) }
}

resource "aws_iam_policy" "prefix" {
  attrs = { policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "s3:Get*", Resource = "*" }] }) }
}

resource "aws_iam_policy" "denied_again" {
  attrs = { policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "s3:*", Resource = "*" }, { Effect = "Deny", Action = "s3:*", Resource = "*" }] }) }
}

resource "aws_iam_policy" "deny" {
  attrs = { policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Deny", Action = "s3:*", Resource = "*" }] }) }
}

resource "aws_iam_policy" "one_statement_without_list" {
  expect_failure = true
  attrs          = { policy = core::jsonencode({ Version = "2012-10-17", Statement = { Effect = "Allow", Action = "s3:*", Resource = "*" } }) }
}

resource "aws_iam_policy" "denied_altogether" {
  attrs = { policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Deny", Action = "s3:*", Resource = "*" }] }) }
}

resource "aws_iam_role_policy" "bad" {
  expect_failure = true
  attrs          = { policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "s3:*", Resource = "*" }] }) }
}

resource "aws_iam_role_policy" "good" {
  attrs = { policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "s3:*", Resource = ["arn:aws:s3:::example-data", "arn:aws:s3:::example-data/*"] }] }) }
}

resource "aws_iam_group_policy" "bad" {
  expect_failure = true
  attrs          = { policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "s3:*", Resource = "*" }] }) }
}

resource "aws_iam_group_policy" "good" {
  attrs = { policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "s3:*", Resource = ["arn:aws:s3:::example-data", "arn:aws:s3:::example-data/*"] }] }) }
}

resource "aws_iam_user_policy" "bad" {
  expect_failure = true
  attrs          = { policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "s3:*", Resource = "*" }] }) }
}

resource "aws_iam_user_policy" "good" {
  attrs = { policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "s3:*", Resource = ["arn:aws:s3:::example-data", "arn:aws:s3:::example-data/*"] }] }) }
}

resource "aws_iam_role" "bad" {
  expect_failure = true
  attrs          = { name = "x", inline_policy = [{ name = "p", policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "s3:*", Resource = "*" }] }) }] }
}

resource "aws_iam_role" "good" {
  attrs = { name = "x", inline_policy = [{ name = "p", policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "s3:*", Resource = ["arn:aws:s3:::example-data", "arn:aws:s3:::example-data/*"] }] }) }] }
}

resource "aws_ssoadmin_permission_set_inline_policy" "bad" {
  expect_failure = true
  attrs          = { inline_policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "s3:*", Resource = "*" }] }) }
}

resource "aws_ssoadmin_permission_set_inline_policy" "good" {
  attrs = { inline_policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "s3:*", Resource = ["arn:aws:s3:::example-data", "arn:aws:s3:::example-data/*"] }] }) }
}

resource "aws_iam_role" "no_inline_policy" {
  attrs = { name = "x", inline_policy = [] }
}

resource "aws_iam_role" "empty_block" {
  attrs = { name = "x", inline_policy = [{ name = "", policy = "" }] }
}

resource "aws_iam_role" "second_of_two" {
  expect_failure = true
  attrs          = { name = "x", inline_policy = [{ name = "a", policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "s3:*", Resource = ["arn:aws:s3:::example-data", "arn:aws:s3:::example-data/*"] }] }) }, { name = "b", policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "s3:*", Resource = "*" }] }) }] }
}
