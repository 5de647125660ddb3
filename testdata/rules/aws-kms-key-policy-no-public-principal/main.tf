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
