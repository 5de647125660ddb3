variable "document" {
  type = string
}

variable "team" {
  type = string
}

data "aws_iam_policy_document" "bad" {
  statement {
    actions = ["s3:*"]
    resources = ["*"]
  }
}

data "aws_iam_policy_document" "good" {
  statement {
    actions = ["s3:*"]
    resources = ["arn:aws:s3:::example-data", "arn:aws:s3:::example-data/*"]
  }
}

# expect: fail, the document of a data source
resource "aws_iam_policy" "by_reference" {
  policy = data.aws_iam_policy_document.bad.json
}

# expect: pass
resource "aws_iam_policy" "good_by_reference" {
  policy = data.aws_iam_policy_document.good.json
}

# expect: undetermined, var.document is not known
resource "aws_iam_policy" "not_known" {
  policy = var.document
}

# expect: fail
resource "aws_iam_role_policy" "heredoc" {
  role   = "app"
  policy = <<EOF
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": "s3:*",
      "Resource": "*"
    }
  ]
}
EOF
}

# expect: fail, what is not known of the second statement does not matter
resource "aws_iam_group_policy" "known_part_decides" {
  group = "app"
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      { Effect = "Allow", Action = "s3:*", Resource = "*" },
      { Effect = "Allow", Action = ["s3:ListBucket"], Resource = "arn:aws:s3:::${var.team}" },
    ]
  })
}

# expect: fail
resource "aws_iam_role" "inline_block" {
  name               = "inline"
  assume_role_policy = "{}"

  inline_policy {
    name   = "good"
    policy = data.aws_iam_policy_document.good.json
  }

  inline_policy {
    name   = "bad"
    policy = data.aws_iam_policy_document.bad.json
  }
}

# expect: pass, it has no inline policy
resource "aws_iam_role" "without" {
  name               = "without"
  assume_role_policy = "{}"
}

# expect: fail
resource "aws_ssoadmin_permission_set_inline_policy" "permission_set" {
  instance_arn       = "arn:aws:sso:::instance/ssoins-0123456789abcdef"
  permission_set_arn = "arn:aws:sso:::permissionSet/ssoins-0123456789abcdef/ps-0123456789abcdef"
  inline_policy      = data.aws_iam_policy_document.bad.json
}
