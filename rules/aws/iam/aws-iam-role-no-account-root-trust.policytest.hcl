policytest {
  targets = ["aws-iam-role-no-account-root-trust.policy.hcl"]
}

resource "aws_iam_role" "null" {
  attrs = { name = "x", assume_role_policy = null }
}

resource "aws_iam_role" "bad" {
  expect_failure = true
  attrs          = { name = "x", assume_role_policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { AWS = "arn:aws:iam::999988887777:root" } }] }) }
}

resource "aws_iam_role" "good" {
  attrs = { name = "x", assume_role_policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { AWS = "arn:aws:iam::999988887777:role/deploy" } }] }) }
}

resource "aws_iam_role" "denied" {
  attrs = { name = "x", assume_role_policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Deny", Action = "sts:AssumeRole", Principal = { AWS = "arn:aws:iam::999988887777:root" } }] }) }
}

resource "aws_iam_role" "account_id" {
  expect_failure = true
  attrs          = { name = "x", assume_role_policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { AWS = "999988887777" } }] }) }
}

resource "aws_iam_role" "in_a_list" {
  expect_failure = true
  attrs          = { name = "x", assume_role_policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { AWS = ["arn:aws:iam::123456789012:role/ci", "arn:aws:iam::999988887777:root"] } }] }) }
}

resource "aws_iam_role" "other_partition" {
  expect_failure = true
  attrs          = { name = "x", assume_role_policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { AWS = "arn:aws-cn:iam::999988887777:root" } }] }) }
}

resource "aws_iam_role" "mfa_false" {
  expect_failure = true
  attrs          = { name = "x", assume_role_policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { AWS = "arn:aws:iam::999988887777:root" }, Condition = { Bool = { "aws:MultiFactorAuthPresent" = "false" } } }] }) }
}

resource "aws_iam_role" "any_external_id" {
  expect_failure = true
  attrs          = { name = "x", assume_role_policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { AWS = "arn:aws:iam::999988887777:root" }, Condition = { StringLike = { "sts:ExternalId" = "*" } } }] }) }
}

resource "aws_iam_role" "external_id" {
  attrs = { name = "x", assume_role_policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { AWS = "arn:aws:iam::999988887777:root" }, Condition = { StringEquals = { "sts:ExternalId" = "0f8fad5b" } } }] }) }
}

resource "aws_iam_role" "mfa" {
  attrs = { name = "x", assume_role_policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { AWS = "arn:aws:iam::999988887777:root" }, Condition = { Bool = { "aws:MultiFactorAuthPresent" = "true" } } }] }) }
}

resource "aws_iam_role" "principal_arn" {
  attrs = { name = "x", assume_role_policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { AWS = "arn:aws:iam::999988887777:root" }, Condition = { ArnLike = { "aws:PrincipalArn" = "arn:aws:iam::999988887777:role/deploy-*" } } }] }) }
}

resource "aws_iam_role" "principal_tag" {
  attrs = { name = "x", assume_role_policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { AWS = "arn:aws:iam::999988887777:root" }, Condition = { StringEquals = { "aws:PrincipalTag/team" = "ops" } } }] }) }
}

resource "aws_iam_role" "user_named_root" {
  attrs = { name = "x", assume_role_policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { AWS = "arn:aws:iam::999988887777:user/root" } }] }) }
}

resource "aws_iam_role" "service" {
  attrs = { name = "x", assume_role_policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = "ec2.amazonaws.com" } }] }) }
}
