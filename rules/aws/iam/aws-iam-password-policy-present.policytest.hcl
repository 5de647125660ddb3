policytest {
  targets = ["aws-iam-password-policy-present.policy.hcl"]
}

resource "aws_iam_account_password_policy" "declared" {
  attrs = { minimum_password_length = 14 }
}

# How strong it has to be is what the other rules ask, so that one mistake is told once.
resource "aws_iam_account_password_policy" "weak" {
  attrs = { minimum_password_length = 6 }
}

resource "aws_iam_account_password_policy" "null" {
  attrs = { minimum_password_length = null }
}

resource "aws_iam_account_password_policy" "nothing_set" {
  attrs = {}
}
