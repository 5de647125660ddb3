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
