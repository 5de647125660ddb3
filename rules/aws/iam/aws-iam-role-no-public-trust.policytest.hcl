policytest {
  targets = ["aws-iam-role-no-public-trust.policy.hcl"]
}

resource "aws_iam_role" "null" {
  attrs = { name = "x", assume_role_policy = null }
}

resource "aws_iam_role" "bad" {
  expect_failure = true
  attrs          = { name = "x", assume_role_policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { AWS = "*" } }] }) }
}

resource "aws_iam_role" "good" {
  attrs = { name = "x", assume_role_policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = "ecs-tasks.amazonaws.com" } }] }) }
}

resource "aws_iam_role" "denied" {
  attrs = { name = "x", assume_role_policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Deny", Action = "sts:AssumeRole", Principal = { AWS = "*" } }] }) }
}

resource "aws_iam_role" "star" {
  expect_failure = true
  attrs          = { name = "x", assume_role_policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = "*" }] }) }
}

resource "aws_iam_role" "in_a_list" {
  expect_failure = true
  attrs          = { name = "x", assume_role_policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { AWS = ["arn:aws:iam::123456789012:role/ci", "*"] } }] }) }
}

resource "aws_iam_role" "any_account" {
  expect_failure = true
  attrs          = { name = "x", assume_role_policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { AWS = "arn:aws:iam::*:role/deploy" } }] }) }
}

resource "aws_iam_role" "any_federation" {
  expect_failure = true
  attrs          = { name = "x", assume_role_policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "sts:AssumeRoleWithWebIdentity", Principal = { Federated = "*" } }] }) }
}

resource "aws_iam_role" "not_principal" {
  expect_failure = true
  attrs          = { name = "x", assume_role_policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", NotPrincipal = { AWS = "arn:aws:iam::123456789012:user/x" } }] }) }
}

# MFA of any account.
resource "aws_iam_role" "mfa_only" {
  expect_failure = true
  attrs          = { name = "x", assume_role_policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = "*", Condition = { Bool = { "aws:MultiFactorAuthPresent" = "true" } } }] }) }
}

# A shared word is not a name.
resource "aws_iam_role" "external_id_only" {
  expect_failure = true
  attrs          = { name = "x", assume_role_policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = "*", Condition = { StringEquals = { "sts:ExternalId" = "0f8fad5b" } } }] }) }
}

resource "aws_iam_role" "second_statement" {
  expect_failure = true
  attrs          = { name = "x", assume_role_policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = "ec2.amazonaws.com" } }, { Effect = "Allow", Action = "sts:AssumeRole", Principal = "*" }] }) }
}

resource "aws_iam_role" "organization" {
  attrs = { name = "x", assume_role_policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = "*", Condition = { StringEquals = { "aws:PrincipalOrgID" = "o-0123456789" } } }] }) }
}

resource "aws_iam_role" "account" {
  attrs = { name = "x", assume_role_policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { AWS = "arn:aws:iam::999988887777:root" } }] }) }
}

resource "aws_iam_role" "role" {
  attrs = { name = "x", assume_role_policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { AWS = "arn:aws:iam::123456789012:role/ci" } }] }) }
}

resource "aws_iam_role" "federated" {
  attrs = { name = "x", assume_role_policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "sts:AssumeRoleWithSAML", Principal = { Federated = "arn:aws:iam::123456789012:saml-provider/directory" } }] }) }
}
