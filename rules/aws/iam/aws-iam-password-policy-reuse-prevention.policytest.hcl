policytest {
  targets = ["aws-iam-password-policy-reuse-prevention.policy.hcl"]
}

resource "aws_iam_account_password_policy" "boundary" {
  attrs = { password_reuse_prevention = 24 }
}

resource "aws_iam_account_password_policy" "below" {
  expect_failure = true
  attrs          = { password_reuse_prevention = 23 }
}

# 0 is no memory, and what AWS has when the argument is not set.
resource "aws_iam_account_password_policy" "zero" {
  expect_failure = true
  attrs          = { password_reuse_prevention = 0 }
}

resource "aws_iam_account_password_policy" "null" {
  expect_failure = true
  attrs          = { password_reuse_prevention = null }
}

resource "aws_iam_account_password_policy" "looser_input" {
  inputs {
    aws-iam-password-policy-reuse-prevention-passwords = 5
  }

  attrs = { password_reuse_prevention = 5 }
}
