variable "group" {
  type = string
}

data "aws_iam_policy_document" "mfa" {
  statement {
    effect      = "Deny"
    not_actions = ["iam:EnableMFADevice", "iam:ListMFADevices", "sts:GetSessionToken"]
    resources   = ["*"]

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

# expect: pass
resource "aws_iam_group" "attached" {
  name = "attached"
}

resource "aws_iam_group_policy_attachment" "attached" {
  group      = aws_iam_group.attached.name
  policy_arn = aws_iam_policy.mfa.arn
}

# expect: pass, by a shared attachment
resource "aws_iam_group" "shared" {
  name = "shared"
}

resource "aws_iam_policy_attachment" "shared" {
  name       = "shared"
  groups     = [aws_iam_group.shared.name]
  policy_arn = aws_iam_policy.mfa.arn
}

# expect: pass, what is not known of others does not matter
resource "aws_iam_group" "known_part_decides" {
  name = "known-part-decides"
}

resource "aws_iam_group_policy_attachment" "known_part_decides" {
  group      = aws_iam_group.known_part_decides.name
  policy_arn = aws_iam_policy.mfa.arn
}

resource "aws_iam_policy_attachment" "somewhere" {
  name       = "somewhere"
  groups     = [var.group]
  policy_arn = "arn:aws:iam::aws:policy/ReadOnlyAccess"
}

# expect: fail
resource "aws_iam_group" "without" {
  name = "without"
}

# expect: fail, one of AWS's own asks for no second factor
resource "aws_iam_group" "readers" {
  name = "readers"
}

# One of AWS's own is none of the policies above, whatever account those will be in.
resource "aws_iam_group_policy_attachment" "readers" {
  group      = aws_iam_group.readers.name
  policy_arn = "arn:aws:iam::aws:policy/ReadOnlyAccess"
}
