policytest {
  targets = ["aws-iam-role-cross-account-trust-external-id.policy.hcl"]
}

resource "aws_iam_role" "null" {
  attrs = { name = "x", assume_role_policy = null }
}

resource "aws_iam_role" "bad" {
  expect_failure = true
  attrs          = { name = "x", assume_role_policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { AWS = "arn:aws:iam::999988887777:root" } }] }) }
}

resource "aws_iam_role" "good" {
  attrs = { name = "x", assume_role_policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { AWS = "arn:aws:iam::999988887777:root" }, Condition = { StringEquals = { "sts:ExternalId" = "0f8fad5b" } } }] }) }
}

resource "aws_iam_role" "denied" {
  attrs = { name = "x", assume_role_policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Deny", Action = "sts:AssumeRole", Principal = { AWS = "arn:aws:iam::999988887777:root" } }] }) }
}

resource "aws_iam_role" "account_id" {
  expect_failure = true
  attrs          = { name = "x", assume_role_policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { AWS = "999988887777" } }] }) }
}

resource "aws_iam_role" "role" {
  expect_failure = true
  attrs          = { name = "x", assume_role_policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { AWS = "arn:aws:iam::999988887777:role/scanner" } }] }) }
}

resource "aws_iam_role" "any_external_id" {
  expect_failure = true
  attrs          = { name = "x", assume_role_policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { AWS = "arn:aws:iam::999988887777:root" }, Condition = { StringLike = { "sts:ExternalId" = "*" } } }] }) }
}

resource "aws_iam_role" "mfa_false" {
  expect_failure = true
  attrs          = { name = "x", assume_role_policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { AWS = "arn:aws:iam::999988887777:root" }, Condition = { Bool = { "aws:MultiFactorAuthPresent" = "false" } } }] }) }
}

resource "aws_iam_role" "source_ip" {
  expect_failure = true
  attrs          = { name = "x", assume_role_policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { AWS = "arn:aws:iam::999988887777:root" }, Condition = { IpAddress = { "aws:SourceIp" = "192.0.2.0/24" } } }] }) }
}

resource "aws_iam_role" "own_account" {
  attrs = { name = "x", assume_role_policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { AWS = "arn:aws:iam::123456789012:root" } }] }) }
}

resource "aws_iam_role" "organization" {
  attrs = { name = "x", assume_role_policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { AWS = "arn:aws:iam::999988887777:root" }, Condition = { StringEquals = { "aws:PrincipalOrgID" = "o-0123456789" } } }] }) }
}

resource "aws_iam_role" "mfa" {
  attrs = { name = "x", assume_role_policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { AWS = "arn:aws:iam::999988887777:root" }, Condition = { Bool = { "aws:MultiFactorAuthPresent" = "true" } } }] }) }
}

resource "aws_iam_role" "principal_arn" {
  attrs = { name = "x", assume_role_policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { AWS = "arn:aws:iam::999988887777:root" }, Condition = { ArnEquals = { "aws:PrincipalArn" = "arn:aws:iam::999988887777:role/scanner" } } }] }) }
}

resource "aws_iam_role" "service" {
  attrs = { name = "x", assume_role_policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = "ec2.amazonaws.com" } }] }) }
}

resource "aws_iam_role" "listed_account" {
  inputs {
    aws-iam-role-cross-account-trust-external-id-own-accounts = ["123456789012", "999988887777"]
  }

  attrs = { name = "x", assume_role_policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { AWS = "arn:aws:iam::999988887777:root" } }] }) }
}

resource "aws_iam_role" "not_listed" {
  inputs {
    aws-iam-role-cross-account-trust-external-id-own-accounts = ["123456789012"]
  }

  expect_failure = true
  attrs          = { name = "x", assume_role_policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { AWS = "arn:aws:iam::999988887777:root" } }] }) }
}

data "aws_caller_identity" "current" {
  attrs = { account_id = "123456789012" }
}
