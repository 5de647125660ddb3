variable "policy" {
  type = string
}

data "aws_partition" "current" {}

data "aws_iam_policy" "by_name" {
  name = "IAMFullAccess"
}

data "aws_iam_policy" "by_arn" {
  arn = "arn:aws:iam::aws:policy/IAMFullAccess"
}

data "aws_iam_policy" "not_known" {
  name = var.policy
}

resource "aws_iam_policy" "own" {
  name   = "own"
  policy = "{}"
}

# expect: fail
resource "aws_iam_role_policy_attachment" "partition" {
  role       = "app"
  policy_arn = "arn:${data.aws_partition.current.partition}:iam::aws:policy/IAMFullAccess"
}

# expect: fail
resource "aws_iam_role_policy_attachment" "by_name" {
  role       = "app"
  policy_arn = data.aws_iam_policy.by_name.arn
}

# expect: fail
resource "aws_iam_user_policy_attachment" "by_arn" {
  user       = "ci"
  policy_arn = data.aws_iam_policy.by_arn.arn
}

# expect: pass, fail for ["arn:aws:iam::aws:policy/IAMFullAccess"]
resource "aws_iam_group_policy_attachment" "each" {
  for_each   = toset(["arn:aws:iam::aws:policy/IAMReadOnlyAccess", "arn:aws:iam::aws:policy/IAMFullAccess"])
  group      = "ops"
  policy_arn = each.value
}

# expect: pass
resource "aws_iam_role_policy_attachment" "own" {
  role       = "app"
  policy_arn = aws_iam_policy.own.arn
}

# expect: undetermined
resource "aws_iam_role_policy_attachment" "variable" {
  role       = "app"
  policy_arn = var.policy
}

# expect: undetermined
resource "aws_iam_role_policy_attachment" "looked_up_by_variable" {
  role       = "app"
  policy_arn = data.aws_iam_policy.not_known.arn
}

# expect: fail
resource "aws_iam_role" "managed" {
  name                = "managed"
  assume_role_policy  = "{}"
  managed_policy_arns = [aws_iam_policy.own.arn, "arn:aws:iam::aws:policy/IAMFullAccess"]
}

# expect: pass, it names none
resource "aws_iam_role" "none" {
  name               = "none"
  assume_role_policy = "{}"
}
