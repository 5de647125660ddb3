data "aws_iam_policy_document" "public" {
  statement {
    actions   = ["elasticfilesystem:ClientMount"]
    resources = ["*"]

    principals {
      type        = "AWS"
      identifiers = ["*"]
    }
  }
}

data "aws_iam_policy_document" "network" {
  statement {
    actions   = ["elasticfilesystem:ClientMount"]
    resources = ["*"]

    principals {
      type        = "AWS"
      identifiers = ["*"]
    }

    condition {
      test     = "Bool"
      variable = "elasticfilesystem:AccessedViaMountTarget"
      values   = ["true"]
    }
  }
}

variable "policy" {
  type = string
}

# expect: fail
resource "aws_efs_file_system_policy" "public" {
  file_system_id = "fs-0123456789abcdef0"
  policy         = data.aws_iam_policy_document.public.json
}

# expect: pass
resource "aws_efs_file_system_policy" "network" {
  file_system_id = "fs-0123456789abcdef1"
  policy         = data.aws_iam_policy_document.network.json
}

# expect: undetermined
resource "aws_backup_vault_policy" "variable" {
  backup_vault_name = "main"
  policy            = var.policy
}

# expect: pass, no policy
resource "aws_s3_access_point" "none" {
  name   = "none"
  bucket = "example-data"
}

# expect: fail
resource "aws_cloudwatch_event_permission" "anyone" {
  principal    = "*"
  statement_id = "anyone"
}

# expect: pass
resource "aws_cloudwatch_event_permission" "organization" {
  principal    = "*"
  statement_id = "organization"

  condition {
    key   = "aws:PrincipalOrgID"
    type  = "StringEquals"
    value = "o-0123456789"
  }
}
