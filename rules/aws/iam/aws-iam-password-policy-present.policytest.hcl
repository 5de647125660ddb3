policytest {
  targets = ["aws-iam-password-policy-present.policy.hcl"]
}

resource "aws_iam_account_password_policy" "declared" {
  attrs = { minimum_password_length = 14 }
}

# As strong as AWS's own; how strong it has to be is what the other rules ask.
resource "aws_iam_account_password_policy" "boundary" {
  attrs = { minimum_password_length = 8 }
}

resource "aws_iam_account_password_policy" "below" {
  expect_failure = true
  attrs          = { minimum_password_length = 7 }
}

# What the provider sends when the argument is not set.
resource "aws_iam_account_password_policy" "unset" {
  expect_failure = true
  attrs          = { minimum_password_length = 6 }
}

resource "aws_iam_account_password_policy" "null" {
  expect_failure = true
  attrs          = { minimum_password_length = null }
}
