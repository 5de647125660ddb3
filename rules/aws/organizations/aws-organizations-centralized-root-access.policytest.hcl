policytest {
  targets = ["aws-organizations-centralized-root-access.policy.hcl"]
}

resource "aws_iam_organizations_features" "both" {
  attrs = { enabled_features = ["RootCredentialsManagement", "RootSessions"] }
}

resource "aws_iam_organizations_features" "credentials" {
  expect_failure = true
  attrs          = { enabled_features = ["RootCredentialsManagement"] }
}

resource "aws_iam_organizations_features" "sessions" {
  expect_failure = true
  attrs          = { enabled_features = ["RootSessions"] }
}

resource "aws_iam_organizations_features" "empty" {
  expect_failure = true
  attrs          = { enabled_features = [] }
}

resource "aws_iam_organizations_features" "null" {
  expect_failure = true
  attrs          = { enabled_features = null }
}
