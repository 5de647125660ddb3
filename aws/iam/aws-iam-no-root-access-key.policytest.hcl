policytest {
  targets = ["aws-iam-no-root-access-key.policy.hcl"]
}

resource "aws_iam_access_key" "user" {
  attrs = { user = "deploy" }
}

# Contains the word, is not the root user.
resource "aws_iam_access_key" "root_in_name" {
  attrs = { user = "rootless-builder" }
}

resource "aws_iam_access_key" "ends_in_root" {
  attrs = { user = "chroot" }
}

resource "aws_iam_access_key" "root" {
  expect_failure = true
  attrs          = { user = "root" }
}

resource "aws_iam_access_key" "credential_report_name" {
  expect_failure = true
  attrs          = { user = "<root_account>" }
}

resource "aws_iam_access_key" "root_arn" {
  expect_failure = true
  attrs          = { user = "arn:aws:iam::123456789012:root" }
}
