policytest {
  targets = ["aws-iam-user-mfa-enforced.policy.hcl"]
}

resource "aws_iam_policy" "mfa" {
  attrs = { arn = "arn:aws:iam::123456789012:policy/mfa", policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Deny", Action = "*", Resource = "*", Condition = { BoolIfExists = { "aws:MultiFactorAuthPresent" = "false" } } }] }) }
}

resource "aws_iam_user_login_profile" "none" {
  expect_failure = true
  attrs          = { user = "none" }
}

resource "aws_iam_user_login_profile" "inline" {
  attrs = { user = "inline" }
}

resource "aws_iam_user_policy" "inline" {
  attrs = { user = "inline", policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Deny", NotAction = ["iam:CreateVirtualMFADevice", "iam:EnableMFADevice", "iam:GetUser", "iam:ListMFADevices", "iam:ListVirtualMFADevices", "iam:ResyncMFADevice", "sts:GetSessionToken"], Resource = "*", Condition = { BoolIfExists = { "aws:MultiFactorAuthPresent" = "false" } } }] }) }
}

resource "aws_iam_user_login_profile" "attached" {
  attrs = { user = "attached" }
}

resource "aws_iam_user_policy_attachment" "attached" {
  attrs = { user = "attached", policy_arn = "arn:aws:iam::123456789012:policy/mfa" }
}

resource "aws_iam_user_login_profile" "by_group" {
  attrs = { user = "by-group" }
}

resource "aws_iam_group_membership" "by_group" {
  attrs = { name = "m", group = "people", users = ["by-group", "other"] }
}

resource "aws_iam_group_policy" "people" {
  attrs = { group = "people", policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Deny", NotAction = ["iam:CreateVirtualMFADevice", "iam:EnableMFADevice", "iam:GetUser", "iam:ListMFADevices", "iam:ListVirtualMFADevices", "iam:ResyncMFADevice", "sts:GetSessionToken"], Resource = "*", Condition = { BoolIfExists = { "aws:MultiFactorAuthPresent" = "false" } } }] }) }
}

resource "aws_iam_user_login_profile" "by_groups_of_the_user" {
  attrs = { user = "by-groups" }
}

resource "aws_iam_user_group_membership" "by_groups" {
  attrs = { user = "by-groups", groups = ["ops", "staff"] }
}

resource "aws_iam_group_policy_attachment" "staff" {
  attrs = { group = "staff", policy_arn = "arn:aws:iam::123456789012:policy/mfa" }
}

resource "aws_iam_user_login_profile" "shared" {
  attrs = { user = "shared" }
}

resource "aws_iam_policy_attachment" "shared" {
  attrs = { name = "s", users = ["shared"], groups = null, policy_arn = "arn:aws:iam::123456789012:policy/mfa" }
}

resource "aws_iam_user_login_profile" "other_group" {
  expect_failure = true
  attrs          = { user = "other-group" }
}

resource "aws_iam_user_group_membership" "other_group" {
  attrs = { user = "other-group", groups = ["ops"] }
}

resource "aws_iam_group_policy" "ops" {
  attrs = { group = "ops", policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "s3:*", Resource = "*" }] }) }
}

# AWS has no managed policy that asks for MFA.
resource "aws_iam_user_login_profile" "aws_managed" {
  expect_failure = true
  attrs          = { user = "aws-managed" }
}

resource "aws_iam_user_policy_attachment" "aws_managed" {
  attrs = { user = "aws-managed", policy_arn = "arn:aws:iam::aws:policy/IAMUserChangePassword" }
}

resource "aws_iam_user_login_profile" "narrow_deny" {
  expect_failure = true
  attrs          = { user = "narrow-deny" }
}

resource "aws_iam_user_policy" "narrow_deny" {
  attrs = { user = "narrow-deny", policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Deny", Action = "s3:*", Resource = "*", Condition = { BoolIfExists = { "aws:MultiFactorAuthPresent" = "false" } } }] }) }
}
