policytest {
  targets = ["aws-sns-policy-not-public.policy.hcl"]
}

resource "aws_sns_topic_policy" "account" {
  attrs = { policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = { AWS = "arn:aws:iam::123456789012:root" }, Action = "sns:Publish", Resource = "*" }] }) }
}

resource "aws_sns_topic_policy" "deny" {
  attrs = { policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Deny", Principal = "*", Action = "sns:Publish", Resource = "*" }] }) }
}

resource "aws_sns_topic_policy" "organization" {
  attrs = { policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = "*", Action = "sns:Publish", Resource = "*", Condition = { StringEquals = { "aws:PrincipalOrgID" = "o-0123456789" } } }] }) }
}

resource "aws_sns_topic_policy" "source_arn" {
  attrs = { policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = { AWS = "*" }, Action = "sns:Publish", Resource = "*", Condition = { ArnLike = { "aws:SourceArn" = "arn:aws:s3:::example-data" } } }] }) }
}

resource "aws_sns_topic_policy" "source_account" {
  attrs = { policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = "*", Action = "sns:Publish", Resource = "*", Condition = { StringEquals = { "aws:SourceAccount" = "123456789012" } } }] }) }
}

resource "aws_sns_topic_policy" "service" {
  attrs = { policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = { Service = "events.amazonaws.com" }, Action = "sns:Publish", Resource = "*" }] }) }
}

resource "aws_sns_topic_policy" "star" {
  expect_failure = true
  attrs          = { policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = "*", Action = "sns:Publish", Resource = "*" }] }) }
}

resource "aws_sns_topic_policy" "aws_star" {
  expect_failure = true
  attrs          = { policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = { AWS = ["arn:aws:iam::123456789012:root", "*"] }, Action = "sns:Publish", Resource = "*" }] }) }
}

resource "aws_sns_topic_policy" "not_principal" {
  expect_failure = true
  attrs          = { policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", NotPrincipal = { AWS = "arn:aws:iam::123456789012:root" }, Action = "sns:Publish", Resource = "*" }] }) }
}

resource "aws_sns_topic_policy" "every_address" {
  expect_failure = true
  attrs          = { policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = "*", Action = "sns:Publish", Resource = "*", Condition = { IpAddress = { "aws:SourceIp" = "0.0.0.0/0" } } }] }) }
}

# TLS limits nobody.
resource "aws_sns_topic_policy" "secure_transport_only" {
  expect_failure = true
  attrs          = { policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = "*", Action = "sns:Publish", Resource = "*", Condition = { Bool = { "aws:SecureTransport" = "true" } } }] }) }
}

resource "aws_sns_topic_policy" "negative" {
  expect_failure = true
  attrs          = { policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = "*", Action = "sns:Publish", Resource = "*", Condition = { StringNotEquals = { "aws:PrincipalOrgID" = "o-0123456789" } } }] }) }
}

resource "aws_sns_topic_policy" "null" {
  attrs = { policy = null }
}

resource "aws_sns_topic_policy" "empty" {
  attrs = { policy = "" }
}

# What AWS writes itself.
resource "aws_sns_topic_policy" "source_owner" {
  attrs = { policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = { AWS = "*" }, Action = "sns:Publish", Resource = "*", Condition = { StringEquals = { "AWS:SourceOwner" = "123456789012" } } }] }) }
}

resource "aws_sns_topic" "account" {
  attrs = { policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = { AWS = "arn:aws:iam::123456789012:root" }, Action = "sns:Publish", Resource = "*" }] }) }
}

resource "aws_sns_topic" "deny" {
  attrs = { policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Deny", Principal = "*", Action = "sns:Publish", Resource = "*" }] }) }
}

resource "aws_sns_topic" "organization" {
  attrs = { policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = "*", Action = "sns:Publish", Resource = "*", Condition = { StringEquals = { "aws:PrincipalOrgID" = "o-0123456789" } } }] }) }
}

resource "aws_sns_topic" "source_arn" {
  attrs = { policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = { AWS = "*" }, Action = "sns:Publish", Resource = "*", Condition = { ArnLike = { "aws:SourceArn" = "arn:aws:s3:::example-data" } } }] }) }
}

resource "aws_sns_topic" "source_account" {
  attrs = { policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = "*", Action = "sns:Publish", Resource = "*", Condition = { StringEquals = { "aws:SourceAccount" = "123456789012" } } }] }) }
}

resource "aws_sns_topic" "service" {
  attrs = { policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = { Service = "events.amazonaws.com" }, Action = "sns:Publish", Resource = "*" }] }) }
}

resource "aws_sns_topic" "star" {
  expect_failure = true
  attrs          = { policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = "*", Action = "sns:Publish", Resource = "*" }] }) }
}

resource "aws_sns_topic" "aws_star" {
  expect_failure = true
  attrs          = { policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = { AWS = ["arn:aws:iam::123456789012:root", "*"] }, Action = "sns:Publish", Resource = "*" }] }) }
}

resource "aws_sns_topic" "not_principal" {
  expect_failure = true
  attrs          = { policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", NotPrincipal = { AWS = "arn:aws:iam::123456789012:root" }, Action = "sns:Publish", Resource = "*" }] }) }
}

resource "aws_sns_topic" "every_address" {
  expect_failure = true
  attrs          = { policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = "*", Action = "sns:Publish", Resource = "*", Condition = { IpAddress = { "aws:SourceIp" = "0.0.0.0/0" } } }] }) }
}

# TLS limits nobody.
resource "aws_sns_topic" "secure_transport_only" {
  expect_failure = true
  attrs          = { policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = "*", Action = "sns:Publish", Resource = "*", Condition = { Bool = { "aws:SecureTransport" = "true" } } }] }) }
}

resource "aws_sns_topic" "negative" {
  expect_failure = true
  attrs          = { policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = "*", Action = "sns:Publish", Resource = "*", Condition = { StringNotEquals = { "aws:PrincipalOrgID" = "o-0123456789" } } }] }) }
}

resource "aws_sns_topic" "null" {
  attrs = { policy = null }
}

resource "aws_sns_topic" "empty" {
  attrs = { policy = "" }
}

# What AWS writes itself.
resource "aws_sns_topic" "source_owner" {
  attrs = { policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = { AWS = "*" }, Action = "sns:Publish", Resource = "*", Condition = { StringEquals = { "AWS:SourceOwner" = "123456789012" } } }] }) }
}
