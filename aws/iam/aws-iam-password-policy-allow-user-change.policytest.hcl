policytest {
  targets = ["aws-iam-password-policy-allow-user-change.policy.hcl"]
}

resource "aws_iam_account_password_policy" "allowed" {
  attrs = { allow_users_to_change_password = true }
}

# Unset is true.
resource "aws_iam_account_password_policy" "null" {
  attrs = { allow_users_to_change_password = null }
}

resource "aws_iam_account_password_policy" "refused" {
  expect_failure = true
  attrs          = { allow_users_to_change_password = false }
}
