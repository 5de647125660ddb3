policytest {
  targets = ["aws-iam-access-key-secret-encrypted.policy.hcl"]
}

resource "aws_iam_access_key" "encrypted" {
  attrs = { user = "backup", pgp_key = "keybase:platform_team", status = "Active" }
}

resource "aws_iam_access_key" "encrypted_status_null" {
  attrs = { user = "backup", pgp_key = "keybase:platform_team", status = null }
}

# An inactive key opens nothing.
resource "aws_iam_access_key" "inactive" {
  attrs = { user = "backup", pgp_key = null, status = "Inactive" }
}

resource "aws_iam_access_key" "unset" {
  expect_failure = true
  attrs          = { user = "backup", pgp_key = null, status = "Active" }
}

resource "aws_iam_access_key" "all_null" {
  expect_failure = true
  attrs          = { user = "backup", pgp_key = null, status = null }
}

resource "aws_iam_access_key" "empty" {
  expect_failure = true
  attrs          = { user = "backup", pgp_key = "", status = "Active" }
}
