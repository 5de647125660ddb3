data "aws_caller_identity" "current" {}

data "aws_iam_policy_document" "this_account" {
  statement {
    actions = ["sts:AssumeRole"]

    principals {
      type        = "AWS"
      identifiers = ["arn:aws:iam::${data.aws_caller_identity.current.account_id}:root"]
    }
  }
}

# expect: pass
resource "aws_iam_role" "this_account" {
  name               = "this_account"
  assume_role_policy = data.aws_iam_policy_document.this_account.json
}

data "aws_iam_policy_document" "literal" {
  statement {
    actions = ["sts:AssumeRole"]

    principals {
      type        = "AWS"
      identifiers = ["arn:aws:iam::999988887777:root"]
    }
  }
}

# expect: undetermined, nobody knows whose account this is
resource "aws_iam_role" "literal" {
  name               = "literal"
  assume_role_policy = data.aws_iam_policy_document.literal.json
}

data "aws_iam_policy_document" "external_id" {
  statement {
    actions = ["sts:AssumeRole"]

    principals {
      type        = "AWS"
      identifiers = ["arn:aws:iam::999988887777:root"]
    }

    condition {
      test     = "StringEquals"
      variable = "sts:ExternalId"
      values   = ["x"]
    }
  }
}

# expect: pass
resource "aws_iam_role" "external_id" {
  name               = "external_id"
  assume_role_policy = data.aws_iam_policy_document.external_id.json
}

data "aws_iam_policy_document" "service" {
  statement {
    actions = ["sts:AssumeRole"]

    principals {
      type        = "Service"
      identifiers = ["ec2.amazonaws.com"]
    }
  }
}

# expect: pass
resource "aws_iam_role" "service" {
  name               = "service"
  assume_role_policy = data.aws_iam_policy_document.service.json
}

data "aws_iam_policy_document" "by_reference" {
  statement {
    actions = ["sts:AssumeRole"]

    principals {
      type        = "AWS"
      identifiers = [aws_iam_role.service.arn]
    }
  }
}

# expect: pass
resource "aws_iam_role" "by_reference" {
  name               = "by_reference"
  assume_role_policy = data.aws_iam_policy_document.by_reference.json
}
