policytest {
  targets = ["aws-s3-deny-unencrypted-uploads.policy.hcl"]
}

resource "aws_s3_bucket" "null_operator" {

  attrs = { id = "null-operator", policy = null }
}

resource "aws_s3_bucket_policy" "null_operator" {
  skip  = true
  attrs = { bucket = "null-operator", policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Deny", Principal = "*", Action = "s3:PutObject", Resource = "arn:aws:s3:::b/*", Condition = { Null = { "s3:x-amz-server-side-encryption" = "true" } } }] }) }
}

resource "aws_s3_bucket" "aws_star" {

  attrs = { id = "aws-star", policy = null }
}

resource "aws_s3_bucket_policy" "aws_star" {
  skip  = true
  attrs = { bucket = "aws-star", policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Deny", Principal = { AWS = "*" }, Action = "s3:PutObject", Resource = "arn:aws:s3:::b/*", Condition = { Null = { "s3:x-amz-server-side-encryption" = "true" } } }] }) }
}

resource "aws_s3_bucket" "not_equals" {

  attrs = { id = "not-equals", policy = null }
}

resource "aws_s3_bucket_policy" "not_equals" {
  skip  = true
  attrs = { bucket = "not-equals", policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Deny", Principal = "*", Action = "s3:PutObject", Resource = "arn:aws:s3:::b/*", Condition = { StringNotEquals = { "s3:x-amz-server-side-encryption" = "aws:kms" } } }] }) }
}

resource "aws_s3_bucket" "not_equals_if_exists" {

  attrs = { id = "not-equals-if-exists", policy = null }
}

resource "aws_s3_bucket_policy" "not_equals_if_exists" {
  skip  = true
  attrs = { bucket = "not-equals-if-exists", policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Deny", Principal = "*", Action = "s3:PutObject", Resource = "arn:aws:s3:::b/*", Condition = { StringNotEqualsIfExists = { "s3:x-amz-server-side-encryption" = ["aws:kms", "AES256"] } } }] }) }
}

resource "aws_s3_bucket" "wrong_key" {

  attrs = { id = "wrong-key", policy = null }
}

resource "aws_s3_bucket_policy" "wrong_key" {
  skip  = true
  attrs = { bucket = "wrong-key", policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Deny", Principal = "*", Action = "s3:PutObject", Resource = "arn:aws:s3:::b/*", Condition = { StringNotEquals = { "s3:x-amz-server-side-encryption-aws-kms-key-id" = "arn:aws:kms:eu-west-1:123456789012:key/1" } } }] }) }
}

resource "aws_s3_bucket" "customer_key" {

  attrs = { id = "customer-key", policy = null }
}

resource "aws_s3_bucket_policy" "customer_key" {
  skip  = true
  attrs = { bucket = "customer-key", policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Deny", Principal = "*", Action = "s3:PutObject", Resource = "arn:aws:s3:::b/*", Condition = { StringNotEquals = { "s3:x-amz-server-side-encryption-customer-algorithm" = "AES256" } } }] }) }
}

# Condition keys ignore case.
resource "aws_s3_bucket" "key_in_capitals" {

  attrs = { id = "key-in-capitals", policy = null }
}

resource "aws_s3_bucket_policy" "key_in_capitals" {
  skip  = true
  attrs = { bucket = "key-in-capitals", policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Deny", Principal = "*", Action = "s3:PutObject", Resource = "arn:aws:s3:::b/*", Condition = { Null = { "S3:X-AMZ-Server-Side-Encryption" = "true" } } }] }) }
}

resource "aws_s3_bucket" "every_put" {

  attrs = { id = "every-put", policy = null }
}

resource "aws_s3_bucket_policy" "every_put" {
  skip  = true
  attrs = { bucket = "every-put", policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Deny", Principal = "*", Action = ["s3:Put*"], Resource = "arn:aws:s3:::b/*", Condition = { Null = { "s3:x-amz-server-side-encryption" = "true" } } }] }) }
}

resource "aws_s3_bucket" "every_action" {

  attrs = { id = "every-action", policy = null }
}

resource "aws_s3_bucket_policy" "every_action" {
  skip  = true
  attrs = { bucket = "every-action", policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Deny", Principal = "*", Action = "s3:*", Resource = "arn:aws:s3:::b/*", Condition = { Null = { "s3:x-amz-server-side-encryption" = "true" } } }] }) }
}

resource "aws_s3_bucket" "inline" {

  attrs = { id = "inline", policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Deny", Principal = "*", Action = "s3:PutObject", Resource = "arn:aws:s3:::b/*", Condition = { Null = { "s3:x-amz-server-side-encryption" = "true" } } }] }) }
}

resource "aws_s3_bucket" "no_policy" {
  expect_failure = true
  attrs          = { id = "no-policy", policy = null }
}

resource "aws_s3_bucket" "empty" {
  expect_failure = true
  attrs          = { id = "empty", policy = "" }
}

resource "aws_s3_bucket" "allow" {
  expect_failure = true
  attrs          = { id = "allow", policy = null }
}

resource "aws_s3_bucket_policy" "allow" {
  skip  = true
  attrs = { bucket = "allow", policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = "*", Action = "s3:PutObject", Resource = "arn:aws:s3:::b/*", Condition = { Null = { "s3:x-amz-server-side-encryption" = "true" } } }] }) }
}

# Refuses every upload, encrypted or not: no evidence of encryption.
resource "aws_s3_bucket" "no_condition" {
  expect_failure = true
  attrs          = { id = "no-condition", policy = null }
}

resource "aws_s3_bucket_policy" "no_condition" {
  skip  = true
  attrs = { bucket = "no-condition", policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Deny", Principal = "*", Action = "s3:PutObject", Resource = "arn:aws:s3:::b/*" }] }) }
}

# Refuses the encrypted ones.
resource "aws_s3_bucket" "null_false" {
  expect_failure = true
  attrs          = { id = "null-false", policy = null }
}

resource "aws_s3_bucket_policy" "null_false" {
  skip  = true
  attrs = { bucket = "null-false", policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Deny", Principal = "*", Action = "s3:PutObject", Resource = "arn:aws:s3:::b/*", Condition = { Null = { "s3:x-amz-server-side-encryption" = "false" } } }] }) }
}

resource "aws_s3_bucket" "other_key" {
  expect_failure = true
  attrs          = { id = "other-key", policy = null }
}

resource "aws_s3_bucket_policy" "other_key" {
  skip  = true
  attrs = { bucket = "other-key", policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Deny", Principal = "*", Action = "s3:PutObject", Resource = "arn:aws:s3:::b/*", Condition = { Bool = { "aws:SecureTransport" = "false" } } }] }) }
}

resource "aws_s3_bucket" "other_action" {
  expect_failure = true
  attrs          = { id = "other-action", policy = null }
}

resource "aws_s3_bucket_policy" "other_action" {
  skip  = true
  attrs = { bucket = "other-action", policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Deny", Principal = "*", Action = "s3:GetObject", Resource = "arn:aws:s3:::b/*", Condition = { Null = { "s3:x-amz-server-side-encryption" = "true" } } }] }) }
}

resource "aws_s3_bucket" "one_principal" {
  expect_failure = true
  attrs          = { id = "one-principal", policy = null }
}

resource "aws_s3_bucket_policy" "one_principal" {
  skip  = true
  attrs = { bucket = "one-principal", policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Deny", Principal = { AWS = "arn:aws:iam::123456789012:role/app" }, Action = "s3:PutObject", Resource = "arn:aws:s3:::b/*", Condition = { Null = { "s3:x-amz-server-side-encryption" = "true" } } }] }) }
}

resource "aws_s3_bucket" "not_like" {
  attrs = { id = "not-like", policy = null }
}

resource "aws_s3_bucket_policy" "not_like" {
  skip  = true
  attrs = { bucket = "not-like", policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Deny", Principal = "*", Action = "s3:PutObject", Resource = "arn:aws:s3:::b/*", Condition = { StringNotLike = { "s3:x-amz-server-side-encryption-aws-kms-key-id" = "arn:aws:kms:*:123456789012:key/*" } } }] }) }
}
