variable "trusted_principal" {
  type = string
}

data "aws_iam_policy_document" "public" {
  statement {
    actions   = ["kms:Decrypt"]
    resources = ["*"]

    principals {
      type        = "AWS"
      identifiers = ["*"]
    }
  }
}

# expect: fail
resource "aws_kms_key" "public" {
  policy = data.aws_iam_policy_document.public.json
}

data "aws_iam_policy_document" "organization" {
  statement {
    actions   = ["kms:Decrypt"]
    resources = ["*"]

    principals {
      type        = "AWS"
      identifiers = ["*"]
    }

    condition {
      test     = "StringEquals"
      variable = "aws:PrincipalOrgID"
      values   = ["o-0123456789"]
    }
  }
}

# expect: pass
resource "aws_kms_key" "organization" {
  policy = data.aws_iam_policy_document.organization.json
}

# expect: undetermined, var.trusted_principal could be a star
resource "aws_kms_key" "variable" {
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Action    = "kms:*"
      Resource  = "*"
      Principal = { AWS = var.trusted_principal }
    }]
  })
}

# expect: fail, the second statement is public whatever the first one says
resource "aws_kms_key" "decided_by_the_known_part" {
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      { Effect = "Allow", Action = "kms:*", Resource = "*", Principal = { AWS = var.trusted_principal } },
      { Effect = "Allow", Action = "kms:Decrypt", Resource = "*", Principal = "*" },
    ]
  })
}

variable "account" {
  type = string
}

# expect: pass, whichever account it is, it is one: IAM refuses wildcards in a principal's ARN
resource "aws_kms_key" "some_account" {
  policy = jsonencode({
    Statement = [
      { Effect = "Allow", Action = "kms:*", Resource = "*", Principal = { AWS = "arn:aws:iam::${var.account}:root" } },
      { Effect = "Allow", Action = "kms:Decrypt", Resource = "*", Principal = { AWS = "arn:aws:iam::${var.account}:role/deploy" } },
    ]
  })
}

# expect: undetermined, var.account could be a star
resource "aws_kms_key" "bare_account" {
  policy = jsonencode({ Statement = [{ Effect = "Allow", Action = "kms:*", Resource = "*", Principal = { AWS = var.account } }] })
}
