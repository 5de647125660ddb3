policytest {
  targets = ["aws-s3-no-public-policy.policy.hcl"]
}

resource "aws_s3_bucket_policy" "role" {
  attrs = { bucket = "b", policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = { AWS = "arn:aws:iam::123456789012:role/app" }, Action = "s3:GetObject", Resource = "arn:aws:s3:::b/*" }] }) }
}

resource "aws_s3_bucket_policy" "account" {
  attrs = { bucket = "b", policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = { AWS = "123456789012" }, Action = "s3:GetObject", Resource = "arn:aws:s3:::b/*" }] }) }
}

resource "aws_s3_bucket_policy" "service" {
  attrs = { bucket = "b", policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = { Service = "cloudfront.amazonaws.com" }, Action = "s3:GetObject", Resource = "arn:aws:s3:::b/*" }] }) }
}

resource "aws_s3_bucket_policy" "deny" {
  attrs = { bucket = "b", policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Deny", Principal = "*", Action = "s3:GetObject", Resource = "arn:aws:s3:::b/*" }] }) }
}

resource "aws_s3_bucket_policy" "empty" {
  attrs = { bucket = "b", policy = "" }
}

resource "aws_s3_bucket_policy" "organization" {
  attrs = { bucket = "b", policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = "*", Action = "s3:GetObject", Resource = "arn:aws:s3:::b/*", Condition = { StringEquals = { "aws:PrincipalOrgID" = "o-0123456789" } } }] }) }
}

resource "aws_s3_bucket_policy" "source_arn" {
  attrs = { bucket = "b", policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = { AWS = "*" }, Action = "s3:GetObject", Resource = "arn:aws:s3:::b/*", Condition = { ArnLike = { "aws:SourceArn" = "arn:aws:cloudfront::123456789012:distribution/E1" } } }] }) }
}

# Condition keys ignore case.
resource "aws_s3_bucket_policy" "vpc_endpoint" {
  attrs = { bucket = "b", policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = "*", Action = "s3:GetObject", Resource = "arn:aws:s3:::b/*", Condition = { StringEquals = { "aws:sourceVpce" = "vpce-0123456789abcdef0" } } }] }) }
}

resource "aws_s3_bucket_policy" "fixed_addresses" {
  attrs = { bucket = "b", policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = "*", Action = "s3:GetObject", Resource = "arn:aws:s3:::b/*", Condition = { IpAddress = { "aws:SourceIp" = ["203.0.113.0/24"] } } }] }) }
}

resource "aws_s3_bucket_policy" "star" {
  expect_failure = true
  attrs          = { bucket = "b", policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = "*", Action = "s3:GetObject", Resource = "arn:aws:s3:::b/*" }] }) }
}

resource "aws_s3_bucket_policy" "aws_star" {
  expect_failure = true
  attrs          = { bucket = "b", policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = { AWS = "*" }, Action = "s3:GetObject", Resource = "arn:aws:s3:::b/*" }] }) }
}

resource "aws_s3_bucket_policy" "star_in_list" {
  expect_failure = true
  attrs          = { bucket = "b", policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = { AWS = ["arn:aws:iam::123456789012:root", "*"] }, Action = "s3:GetObject", Resource = "arn:aws:s3:::b/*" }] }) }
}

resource "aws_s3_bucket_policy" "not_principal" {
  expect_failure = true
  attrs          = { bucket = "b", policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", NotPrincipal = { AWS = "arn:aws:iam::123456789012:user/old" }, Action = "s3:GetObject", Resource = "arn:aws:s3:::b/*" }] }) }
}

resource "aws_s3_bucket_policy" "any_account" {
  expect_failure = true
  attrs          = { bucket = "b", policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = { AWS = "arn:aws:iam::*:root" }, Action = "s3:GetObject", Resource = "arn:aws:s3:::b/*" }] }) }
}

resource "aws_s3_bucket_policy" "any_address" {
  expect_failure = true
  attrs          = { bucket = "b", policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = "*", Action = "s3:GetObject", Resource = "arn:aws:s3:::b/*", Condition = { IpAddress = { "aws:SourceIp" = "0.0.0.0/0" } } }] }) }
}

resource "aws_s3_bucket_policy" "half_the_internet" {
  expect_failure = true
  attrs          = { bucket = "b", policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = "*", Action = "s3:GetObject", Resource = "arn:aws:s3:::b/*", Condition = { IpAddress = { "aws:SourceIp" = ["0.0.0.0/1", "128.0.0.0/1"] } } }] }) }
}

resource "aws_s3_bucket_policy" "not_address" {
  expect_failure = true
  attrs          = { bucket = "b", policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = "*", Action = "s3:GetObject", Resource = "arn:aws:s3:::b/*", Condition = { NotIpAddress = { "aws:SourceIp" = "203.0.113.0/24" } } }] }) }
}

resource "aws_s3_bucket_policy" "any_organization" {
  expect_failure = true
  attrs          = { bucket = "b", policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = "*", Action = "s3:GetObject", Resource = "arn:aws:s3:::b/*", Condition = { StringLike = { "aws:PrincipalOrgID" = "*" } } }] }) }
}

# True when the key is missing.
resource "aws_s3_bucket_policy" "if_exists" {
  expect_failure = true
  attrs          = { bucket = "b", policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = "*", Action = "s3:GetObject", Resource = "arn:aws:s3:::b/*", Condition = { StringEqualsIfExists = { "aws:PrincipalOrgID" = "o-0123456789" } } }] }) }
}

# Anybody can send this header.
resource "aws_s3_bucket_policy" "referer" {
  expect_failure = true
  attrs          = { bucket = "b", policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = "*", Action = "s3:GetObject", Resource = "arn:aws:s3:::b/*", Condition = { StringLike = { "aws:Referer" = "https://example.com/*" } } }] }) }
}

resource "aws_s3_bucket_policy" "tls_only" {
  expect_failure = true
  attrs          = { bucket = "b", policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = "*", Action = "s3:GetObject", Resource = "arn:aws:s3:::b/*", Condition = { Bool = { "aws:SecureTransport" = "true" } } }] }) }
}

resource "aws_s3_bucket" "null" {
  attrs = { policy = null }
}

resource "aws_s3_bucket" "inline_role" {
  attrs = { policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = { AWS = "arn:aws:iam::123456789012:role/app" }, Action = "s3:GetObject", Resource = "arn:aws:s3:::b/*" }] }) }
}

resource "aws_s3_bucket" "inline_star" {
  expect_failure = true
  attrs          = { policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = "*", Action = "s3:GetObject", Resource = "arn:aws:s3:::b/*" }] }) }
}
