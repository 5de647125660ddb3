resource "aws_kms_key" "by_alias" {
  enable_key_rotation = true
}

resource "aws_kms_alias" "by_alias" {
  name          = "alias/payment-enclave"
  target_key_id = aws_kms_key.by_alias.key_id
}

# expect: fail, the alias says what the key is for
resource "aws_kms_key" "named" {
  enable_key_rotation = true

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { AWS = "arn:aws:iam::123456789012:role/host" }
      Action    = "kms:*"
      Resource  = "*"
    }]
  })
}

resource "aws_kms_alias" "named" {
  name          = "alias/token-enclave"
  target_key_id = aws_kms_key.named.arn
}

# expect: not applicable
resource "aws_kms_key" "other" {
  description         = "Orders"
  enable_key_rotation = true

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { AWS = "arn:aws:iam::123456789012:role/host" }
      Action    = "kms:*"
      Resource  = "*"
    }]
  })
}

resource "aws_kms_alias" "other" {
  name          = "alias/orders"
  target_key_id = aws_kms_key.other.key_id
}
