policytest {
  targets = ["aws-iam-no-iam-users.policy.hcl"]
}

resource "aws_iam_user" "plain" {
  expect_failure = true
  attrs          = { name = "alice", tags = null }
}

resource "aws_iam_user" "other_tags" {
  expect_failure = true
  attrs          = { name = "bob", tags = { team = "x" } }
}

resource "aws_iam_user" "tagged" {
  attrs = { name = "ses-smtp", tags = { IamUserException = "SES needs SMTP credentials" } }
}

resource "aws_iam_user" "no_tags" {
  expect_failure = true
  attrs          = { name = "carol", tags = {} }
}

resource "aws_iam_user" "allowed" {
  inputs {
    aws-iam-no-iam-users-allowed = ["ses-smtp"]
  }

  attrs = { name = "ses-smtp", tags = null }
}

resource "aws_iam_user" "not_the_allowed_one" {
  inputs {
    aws-iam-no-iam-users-allowed = ["ses-smtp"]
  }

  expect_failure = true
  attrs          = { name = "dave", tags = null }
}

resource "aws_iam_user" "other_tag_name" {
  inputs {
    aws-iam-no-iam-users-exception-tag = "reason"
  }

  attrs = { name = "eve", tags = { reason = "legacy" } }
}
