policytest {
  targets = ["aws-iam-user-no-console-login.policy.hcl"]
}

resource "aws_iam_user_login_profile" "plain" {
  expect_failure = true
  attrs          = { user = "alice" }
}

resource "aws_iam_user_login_profile" "encrypted" {
  expect_failure = true
  attrs          = { user = "bob", pgp_key = "keybase:bob" }
}

resource "aws_iam_user_login_profile" "reset_required" {
  expect_failure = true
  attrs          = { user = "carol", password_reset_required = true }
}

# No user, no password: the configuration is not valid.
resource "aws_iam_user_login_profile" "no_user" {
  attrs = { user = null }
}
