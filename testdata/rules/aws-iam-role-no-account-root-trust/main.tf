variable "principal" {
  type = string
}

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

# expect: fail
resource "aws_iam_role" "this_account" {
  name               = "this_account"
  assume_role_policy = data.aws_iam_policy_document.this_account.json
}

data "aws_iam_policy_document" "account_id" {
  statement {
    actions = ["sts:AssumeRole"]

    principals {
      type        = "AWS"
      identifiers = [data.aws_caller_identity.current.account_id]
    }
  }
}

# expect: fail
resource "aws_iam_role" "account_id" {
  name               = "account_id"
  assume_role_policy = data.aws_iam_policy_document.account_id.json
}

data "aws_iam_policy_document" "external_id" {
  statement {
    actions = ["sts:AssumeRole"]

    principals {
      type        = "AWS"
      identifiers = ["999988887777"]
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

data "aws_iam_policy_document" "variable" {
  statement {
    actions = ["sts:AssumeRole"]

    principals {
      type        = "AWS"
      identifiers = [var.principal]
    }
  }
}

# expect: undetermined
resource "aws_iam_role" "variable" {
  name               = "variable"
  assume_role_policy = data.aws_iam_policy_document.variable.json
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

resource "aws_organizations_account" "member" {
  name  = "member"
  email = "member@example.com"
}

# expect: fail, the id of an account
resource "aws_iam_role" "member_account" {
  name = "member-account"
  assume_role_policy = jsonencode({
    Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { AWS = aws_organizations_account.member.id } }]
  })
}
