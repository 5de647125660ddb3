variable "principal" {
  type = string
}

data "aws_caller_identity" "current" {}

data "aws_iam_policy_document" "anyone" {
  statement {
    actions = ["sts:AssumeRole"]

    principals {
      type        = "AWS"
      identifiers = ["*"]
    }
  }
}

# expect: fail
resource "aws_iam_role" "anyone" {
  name               = "anyone"
  assume_role_policy = data.aws_iam_policy_document.anyone.json
}

data "aws_iam_policy_document" "star" {
  statement {
    actions = ["sts:AssumeRole"]

    principals {
      type        = "*"
      identifiers = ["*"]
    }
  }
}

# expect: fail
resource "aws_iam_role" "star" {
  name               = "star"
  assume_role_policy = data.aws_iam_policy_document.star.json
}

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

variable "account" {
  type = string
}

# expect: pass, whichever account it is
resource "aws_iam_role" "some_account" {
  name = "some-account"
  assume_role_policy = jsonencode({
    Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { AWS = "arn:aws:iam::${var.account}:root" } }]
  })
}
