policytest {
  targets = ["aws-iam-password-policy-min-length.policy.hcl"]
}

resource "aws_iam_account_password_policy" "boundary" {
  attrs = { minimum_password_length = 14 }
}

resource "aws_iam_account_password_policy" "longest" {
  attrs = { minimum_password_length = 128 }
}

resource "aws_iam_account_password_policy" "below" {
  expect_failure = true
  attrs          = { minimum_password_length = 13 }
}

# What the provider sends when the argument is not set.
resource "aws_iam_account_password_policy" "unset" {
  expect_failure = true
  attrs          = { minimum_password_length = 6 }
}

resource "aws_iam_account_password_policy" "zero" {
  expect_failure = true
  attrs          = { minimum_password_length = 0 }
}

resource "aws_iam_account_password_policy" "null" {
  expect_failure = true
  attrs          = { minimum_password_length = null }
}

resource "aws_iam_account_password_policy" "looser_input" {
  inputs {
    aws-iam-password-policy-min-length-characters = 12
  }

  attrs = { minimum_password_length = 12 }
}
