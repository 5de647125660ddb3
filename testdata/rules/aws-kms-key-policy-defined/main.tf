variable "key_policy" {
  type = string
}

# expect: pass
resource "aws_kms_key" "by_key_id" {
  enable_key_rotation = true
}

resource "aws_kms_key_policy" "by_key_id" {
  key_id = aws_kms_key.by_key_id.key_id
  policy = var.key_policy
}

# expect: pass
resource "aws_kms_key" "by_arn" {
  enable_key_rotation = true
}

resource "aws_kms_key_policy" "by_arn" {
  key_id = aws_kms_key.by_arn.arn
  policy = var.key_policy
}

# expect: undetermined, var.key_policy
resource "aws_kms_key" "variable" {
  policy = var.key_policy
}

# expect: fail
resource "aws_kms_key" "none" {
  enable_key_rotation = true
}
