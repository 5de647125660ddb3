variable "policy_arn" {
  type = string
}

data "aws_iam_policy_document" "mfa" {
  statement {
    effect    = "Deny"
    actions   = ["*"]
    resources = ["*"]

    condition {
      test     = "BoolIfExists"
      variable = "aws:MultiFactorAuthPresent"
      values   = ["false"]
    }
  }
}

resource "aws_iam_policy" "mfa" {
  name   = "mfa"
  policy = data.aws_iam_policy_document.mfa.json
}

resource "aws_iam_policy" "data" {
  name   = "data"
  policy = jsonencode({ Statement = [{ Effect = "Allow", Action = "s3:GetObject", Resource = "*" }] })
}

# expect: pass, it only denies
resource "aws_iam_user_policy_attachment" "mfa" {
  user       = "alice"
  policy_arn = aws_iam_policy.mfa.arn
}

# expect: fail
resource "aws_iam_user_policy_attachment" "data" {
  user       = "alice"
  policy_arn = aws_iam_policy.data.arn
}

# expect: fail
resource "aws_iam_user_policy_attachment" "aws" {
  user       = "alice"
  policy_arn = "arn:aws:iam::aws:policy/ReadOnlyAccess"
}

# expect: undetermined, it may be the policy that only denies
resource "aws_iam_user_policy_attachment" "variable" {
  user       = "alice"
  policy_arn = var.policy_arn
}

# expect: pass
resource "aws_iam_policy_attachment" "groups" {
  name       = "groups"
  groups     = ["developers"]
  policy_arn = aws_iam_policy.data.arn
}
