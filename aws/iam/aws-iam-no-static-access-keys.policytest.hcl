policytest {
  targets = ["aws-iam-no-static-access-keys.policy.hcl"]
}

resource "aws_iam_access_key" "inactive" {
  attrs = { user = "old", status = "Inactive" }
}

resource "aws_iam_access_key" "active" {
  expect_failure = true
  attrs          = { user = "ci", status = "Active" }
}

# Unset is Active.
resource "aws_iam_access_key" "status_null" {
  expect_failure = true
  attrs          = { user = "ci", status = null }
}

# An encrypted secret is long-lived all the same.
resource "aws_iam_access_key" "encrypted" {
  expect_failure = true
  attrs          = { user = "ci", status = "Active", pgp_key = "keybase:platform_team" }
}
