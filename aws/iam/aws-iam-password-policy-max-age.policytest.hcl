policytest {
  targets = ["aws-iam-password-policy-max-age.policy.hcl"]
}

resource "aws_iam_account_password_policy" "boundary" {
  attrs = { max_password_age = 90 }
}

resource "aws_iam_account_password_policy" "one_day" {
  attrs = { max_password_age = 1 }
}

resource "aws_iam_account_password_policy" "above" {
  expect_failure = true
  attrs          = { max_password_age = 91 }
}

# 0 is never, and what AWS has when the argument is not set.
resource "aws_iam_account_password_policy" "zero" {
  expect_failure = true
  attrs          = { max_password_age = 0 }
}

resource "aws_iam_account_password_policy" "null" {
  expect_failure = true
  attrs          = { max_password_age = null }
}

resource "aws_iam_account_password_policy" "stricter_input" {
  expect_failure = true

  inputs {
    aws-iam-password-policy-max-age-days = 60
  }

  attrs = { max_password_age = 90 }
}
