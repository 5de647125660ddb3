data "aws_caller_identity" "current" {}

data "aws_iam_policy_document" "trail" {
  statement {
    actions = ["sts:AssumeRole"]

    principals {
      type        = "Service"
      identifiers = ["cloudtrail.amazonaws.com"]
    }
  }
}

# expect: fail
resource "aws_iam_role" "trail" {
  name               = "trail"
  assume_role_policy = data.aws_iam_policy_document.trail.json
}

data "aws_iam_policy_document" "this_account" {
  statement {
    actions = ["sts:AssumeRole"]

    principals {
      type        = "Service"
      identifiers = ["cloudtrail.amazonaws.com"]
    }

    condition {
      test     = "StringEquals"
      variable = "aws:SourceAccount"
      values   = [data.aws_caller_identity.current.account_id]
    }
  }
}

# expect: pass
resource "aws_iam_role" "this_account" {
  name               = "this_account"
  assume_role_policy = data.aws_iam_policy_document.this_account.json
}

data "aws_iam_policy_document" "compute" {
  statement {
    actions = ["sts:AssumeRole"]

    principals {
      type        = "Service"
      identifiers = ["lambda.amazonaws.com"]
    }
  }
}

# expect: pass
resource "aws_iam_role" "compute" {
  name               = "compute"
  assume_role_policy = data.aws_iam_policy_document.compute.json
}
