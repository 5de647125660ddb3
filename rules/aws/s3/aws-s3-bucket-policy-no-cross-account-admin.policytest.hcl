policytest {
  targets = ["aws-s3-bucket-policy-no-cross-account-admin.policy.hcl"]
}

data "aws_caller_identity" "own" {
  attrs = { account_id = "123456789012" }
}

resource "aws_s3_bucket_policy" "own_account" {
  attrs = { policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = { AWS = "arn:aws:iam::123456789012:root" }, Action = "s3:*", Resource = "*" }] }) }
}

resource "aws_s3_bucket_policy" "foreign_reader" {
  attrs = { policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = { AWS = "arn:aws:iam::210987654321:role/partner" }, Action = ["s3:GetObject", "s3:ListBucket"], Resource = "*" }] }) }
}

resource "aws_s3_bucket_policy" "foreign_writer" {
  attrs = { policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = { AWS = "arn:aws:iam::210987654321:role/partner" }, Action = "s3:PutObject", Resource = "*" }] }) }
}

resource "aws_s3_bucket_policy" "service" {
  attrs = { policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = { Service = "cloudtrail.amazonaws.com" }, Action = "s3:*", Resource = "*" }] }) }
}

resource "aws_s3_bucket_policy" "deny" {
  attrs = { policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Deny", Principal = { AWS = "arn:aws:iam::210987654321:role/partner" }, Action = "s3:*", Resource = "*" }] }) }
}

resource "aws_s3_bucket_policy" "null" {
  attrs = { policy = null }
}

resource "aws_s3_bucket_policy" "empty" {
  attrs = { policy = "" }
}

# Another rule judges statements for everyone.
resource "aws_s3_bucket_policy" "everybody" {
  attrs = { policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = "*", Action = "s3:*", Resource = "*" }] }) }
}

resource "aws_s3_bucket_policy" "origin_access_identity" {
  attrs = { policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = { AWS = "arn:aws:iam::cloudfront:user/CloudFront Origin Access Identity E123456789012" }, Action = "s3:*", Resource = "*" }] }) }
}

resource "aws_s3_bucket_policy" "foreign_star" {
  expect_failure = true
  attrs          = { policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = { AWS = "arn:aws:iam::210987654321:role/partner" }, Action = "s3:*", Resource = "*" }] }) }
}

resource "aws_s3_bucket_policy" "foreign_policy" {
  expect_failure = true
  attrs          = { policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = { AWS = "arn:aws:iam::210987654321:role/partner" }, Action = ["s3:GetObject", "s3:PutBucketPolicy"], Resource = "*" }] }) }
}

resource "aws_s3_bucket_policy" "foreign_pattern" {
  expect_failure = true
  attrs          = { policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = { AWS = "arn:aws:iam::210987654321:role/partner" }, Action = "s3:Put*", Resource = "*" }] }) }
}

resource "aws_s3_bucket_policy" "foreign_number" {
  expect_failure = true
  attrs          = { policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = { AWS = "210987654321" }, Action = "s3:PutBucketAcl", Resource = "*" }] }) }
}

resource "aws_s3_bucket_policy" "foreign_session" {
  expect_failure = true
  attrs          = { policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = { AWS = "arn:aws:sts::210987654321:assumed-role/a/b" }, Action = "s3:PutObjectAcl", Resource = "*" }] }) }
}

resource "aws_s3_bucket_policy" "among_others" {
  expect_failure = true
  attrs          = { policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = { AWS = ["123456789012", "210987654321"] }, Action = "s3:DeleteBucketPolicy", Resource = "*" }] }) }
}

resource "aws_s3_bucket_policy" "not_action" {
  expect_failure = true
  attrs          = { policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = { AWS = "arn:aws:iam::210987654321:role/partner" }, NotAction = "s3:GetObject", Resource = "*" }] }) }
}

resource "aws_s3_bucket" "own_account" {
  attrs = { policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = { AWS = "arn:aws:iam::123456789012:root" }, Action = "s3:*", Resource = "*" }] }) }
}

resource "aws_s3_bucket" "foreign_reader" {
  attrs = { policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = { AWS = "arn:aws:iam::210987654321:role/partner" }, Action = ["s3:GetObject", "s3:ListBucket"], Resource = "*" }] }) }
}

resource "aws_s3_bucket" "foreign_writer" {
  attrs = { policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = { AWS = "arn:aws:iam::210987654321:role/partner" }, Action = "s3:PutObject", Resource = "*" }] }) }
}

resource "aws_s3_bucket" "service" {
  attrs = { policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = { Service = "cloudtrail.amazonaws.com" }, Action = "s3:*", Resource = "*" }] }) }
}

resource "aws_s3_bucket" "deny" {
  attrs = { policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Deny", Principal = { AWS = "arn:aws:iam::210987654321:role/partner" }, Action = "s3:*", Resource = "*" }] }) }
}

resource "aws_s3_bucket" "null" {
  attrs = { policy = null }
}

resource "aws_s3_bucket" "empty" {
  attrs = { policy = "" }
}

# Another rule judges statements for everyone.
resource "aws_s3_bucket" "everybody" {
  attrs = { policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = "*", Action = "s3:*", Resource = "*" }] }) }
}

resource "aws_s3_bucket" "origin_access_identity" {
  attrs = { policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = { AWS = "arn:aws:iam::cloudfront:user/CloudFront Origin Access Identity E123456789012" }, Action = "s3:*", Resource = "*" }] }) }
}

resource "aws_s3_bucket" "foreign_star" {
  expect_failure = true
  attrs          = { policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = { AWS = "arn:aws:iam::210987654321:role/partner" }, Action = "s3:*", Resource = "*" }] }) }
}

resource "aws_s3_bucket" "foreign_policy" {
  expect_failure = true
  attrs          = { policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = { AWS = "arn:aws:iam::210987654321:role/partner" }, Action = ["s3:GetObject", "s3:PutBucketPolicy"], Resource = "*" }] }) }
}

resource "aws_s3_bucket" "foreign_pattern" {
  expect_failure = true
  attrs          = { policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = { AWS = "arn:aws:iam::210987654321:role/partner" }, Action = "s3:Put*", Resource = "*" }] }) }
}

resource "aws_s3_bucket" "foreign_number" {
  expect_failure = true
  attrs          = { policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = { AWS = "210987654321" }, Action = "s3:PutBucketAcl", Resource = "*" }] }) }
}

resource "aws_s3_bucket" "foreign_session" {
  expect_failure = true
  attrs          = { policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = { AWS = "arn:aws:sts::210987654321:assumed-role/a/b" }, Action = "s3:PutObjectAcl", Resource = "*" }] }) }
}

resource "aws_s3_bucket" "among_others" {
  expect_failure = true
  attrs          = { policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = { AWS = ["123456789012", "210987654321"] }, Action = "s3:DeleteBucketPolicy", Resource = "*" }] }) }
}

resource "aws_s3_bucket" "not_action" {
  expect_failure = true
  attrs          = { policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = { AWS = "arn:aws:iam::210987654321:role/partner" }, NotAction = "s3:GetObject", Resource = "*" }] }) }
}
