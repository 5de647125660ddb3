policytest {
  targets = ["aws-iam-group-mfa-enforced.policy.hcl"]
}

resource "aws_iam_group" "inline" {
  attrs = { name = "inline" }
}

resource "aws_iam_group_policy" "inline" {
  attrs = { group = "inline", policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Deny", NotAction = ["iam:CreateVirtualMFADevice", "iam:EnableMFADevice", "iam:GetUser", "iam:ListMFADevices", "iam:ListVirtualMFADevices", "iam:ResyncMFADevice", "sts:GetSessionToken"], Resource = "*", Condition = { BoolIfExists = { "aws:MultiFactorAuthPresent" = "false" } } }] }) }
}

resource "aws_iam_group" "none" {
  expect_failure = true
  attrs          = { name = "none" }
}

resource "aws_iam_group" "attached" {
  attrs = { name = "attached" }
}

resource "aws_iam_policy" "mfa" {
  attrs = { arn = "arn:aws:iam::123456789012:policy/mfa", policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Deny", Action = "*", Resource = "*", Condition = { BoolIfExists = { "aws:MultiFactorAuthPresent" = "false" } } }] }) }
}

resource "aws_iam_group_policy_attachment" "attached" {
  attrs = { group = "attached", policy_arn = "arn:aws:iam::123456789012:policy/mfa" }
}

resource "aws_iam_group" "shared" {
  attrs = { name = "shared" }
}

resource "aws_iam_policy_attachment" "shared" {
  attrs = { name = "s", groups = ["shared"], policy_arn = "arn:aws:iam::123456789012:policy/mfa" }
}

resource "aws_iam_group" "aws_managed" {
  expect_failure = true
  attrs          = { name = "aws-managed" }
}

resource "aws_iam_group_policy_attachment" "aws_managed" {
  attrs = { group = "aws-managed", policy_arn = "arn:aws:iam::aws:policy/ReadOnlyAccess" }
}

resource "aws_iam_group" "every_allow" {
  attrs = { name = "every-allow" }
}

resource "aws_iam_group_policy" "every_allow" {
  attrs = { group = "every-allow", policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "s3:*", Resource = "*", Condition = { Bool = { "aws:MultiFactorAuthPresent" = "true" } } }] }) }
}

# The policy of AWS asks for nothing.
resource "aws_iam_group" "allow_and_aws_managed" {
  expect_failure = true
  attrs          = { name = "allow-and-aws-managed" }
}

resource "aws_iam_group_policy" "allow_and_aws_managed" {
  attrs = { group = "allow-and-aws-managed", policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "s3:*", Resource = "*", Condition = { Bool = { "aws:MultiFactorAuthPresent" = "true" } } }] }) }
}

resource "aws_iam_group_policy_attachment" "allow_and_aws_managed" {
  attrs = { group = "allow-and-aws-managed", policy_arn = "arn:aws:iam::aws:policy/ReadOnlyAccess" }
}

resource "aws_iam_group" "deny_some" {
  expect_failure = true
  attrs          = { name = "deny_some" }
}

resource "aws_iam_group_policy" "deny_some" {
  attrs = { group = "deny_some", policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Deny", Action = "s3:*", Resource = "*", Condition = { BoolIfExists = { "aws:MultiFactorAuthPresent" = "false" } } }] }) }
}

resource "aws_iam_group" "deny_with_mfa" {
  expect_failure = true
  attrs          = { name = "deny_with_mfa" }
}

resource "aws_iam_group_policy" "deny_with_mfa" {
  attrs = { group = "deny_with_mfa", policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Deny", Action = "*", Resource = "*", Condition = { Bool = { "aws:MultiFactorAuthPresent" = "true" } } }] }) }
}

resource "aws_iam_group" "allow_without_mfa" {
  expect_failure = true
  attrs          = { name = "allow_without_mfa" }
}

resource "aws_iam_group_policy" "allow_without_mfa" {
  attrs = { group = "allow_without_mfa", policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "*", Resource = "*", Condition = { Bool = { "aws:MultiFactorAuthPresent" = "false" } } }] }) }
}

resource "aws_iam_group" "deny_but_all_of_iam" {
  expect_failure = true
  attrs          = { name = "deny_but_all_of_iam" }
}

resource "aws_iam_group_policy" "deny_but_all_of_iam" {
  attrs = { group = "deny_but_all_of_iam", policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Deny", NotAction = "iam:*", Resource = "*", Condition = { BoolIfExists = { "aws:MultiFactorAuthPresent" = "false" } } }] }) }
}
