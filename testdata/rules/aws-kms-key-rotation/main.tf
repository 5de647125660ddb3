variable "rotate" {
  type = bool
}

variable "spec" {
  type = string
}

# expect: pass
resource "aws_kms_key" "rotated" {
  enable_key_rotation = true
}

# expect: fail
resource "aws_kms_key" "unset" {
  description = "no rotation"
}

# expect: undetermined, var.rotate
resource "aws_kms_key" "variable" {
  enable_key_rotation = var.rotate
}

# expect: undetermined, var.spec decides whether it is judged
resource "aws_kms_key" "variable_spec" {
  customer_master_key_spec = var.spec
}

# expect: pass, whatever var.spec is
resource "aws_kms_key" "variable_spec_rotated" {
  customer_master_key_spec = var.spec
  enable_key_rotation      = true
}

# expect: notApplicable
resource "aws_kms_key" "signing" {
  key_usage                = "SIGN_VERIFY"
  customer_master_key_spec = "ECC_NIST_P256"
}
