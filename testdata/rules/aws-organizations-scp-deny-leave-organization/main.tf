variable "statements" {
  type = any
}

data "aws_iam_policy_document" "guard" {
  statement {
    effect    = "Deny"
    actions   = ["organizations:LeaveOrganization"]
    resources = ["*"]
  }
}

# expect: pass, from a policy document and attached to an account
resource "aws_organizations_policy" "document" {
  name    = "document"
  content = data.aws_iam_policy_document.guard.json
}

resource "aws_organizations_policy_attachment" "document" {
  for_each  = toset(["123456789012", "210987654321"])
  policy_id = aws_organizations_policy.document.id
  target_id = each.value
}

# expect: fail, attached to nothing
resource "aws_organizations_policy" "alone" {
  name    = "alone"
  content = data.aws_iam_policy_document.guard.json
}

# expect: undetermined, var.statements
resource "aws_organizations_policy" "variable" {
  name    = "variable"
  content = jsonencode({ Version = "2012-10-17", Statement = var.statements })
}

# expect: not applicable, it is about something else
resource "aws_organizations_policy" "other" {
  name    = "other"
  content = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Deny", Action = "s3:*", Resource = "*" }] })
}

data "aws_iam_policy_document" "regions" {
  statement {
    effect      = "Deny"
    not_actions = ["iam:*", "sts:*", "route53:*", "support:*"]
    resources   = ["*"]

    condition {
      test     = "StringNotEquals"
      variable = "aws:RequestedRegion"
      values   = ["eu-west-1"]
    }
  }
}

# expect: not applicable, it is about regions
resource "aws_organizations_policy" "regions" {
  name    = "regions"
  content = data.aws_iam_policy_document.regions.json
}

# expect: not applicable, it is about root users
resource "aws_organizations_policy" "root_users" {
  name = "root-users"
  content = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Deny"
      Action    = "*"
      Resource  = "*"
      Condition = { StringLike = { "aws:PrincipalArn" = "arn:aws:iam::*:root" } }
    }]
  })
}
