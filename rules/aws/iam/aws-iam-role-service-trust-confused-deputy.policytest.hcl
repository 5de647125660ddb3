policytest {
  targets = ["aws-iam-role-service-trust-confused-deputy.policy.hcl"]
}

resource "aws_iam_role" "null" {
  attrs = { name = "x", assume_role_policy = null }
}

resource "aws_iam_role" "bad" {
  expect_failure = true
  attrs          = { name = "x", assume_role_policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = "cloudtrail.amazonaws.com" } }] }) }
}

resource "aws_iam_role" "good" {
  attrs = { name = "x", assume_role_policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = "cloudtrail.amazonaws.com" }, Condition = { StringEquals = { "aws:SourceAccount" = "123456789012" } } }] }) }
}

resource "aws_iam_role" "denied" {
  attrs = { name = "x", assume_role_policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Deny", Action = "sts:AssumeRole", Principal = { Service = "cloudtrail.amazonaws.com" } }] }) }
}

resource "aws_iam_role" "config" {
  expect_failure = true
  attrs          = { name = "x", assume_role_policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = "config.amazonaws.com" } }] }) }
}

resource "aws_iam_role" "regional" {
  expect_failure = true
  attrs          = { name = "x", assume_role_policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = "logs.eu-west-1.amazonaws.com" } }] }) }
}

resource "aws_iam_role" "in_a_list" {
  expect_failure = true
  attrs          = { name = "x", assume_role_policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = ["ec2.amazonaws.com", "events.amazonaws.com"] } }] }) }
}

resource "aws_iam_role" "any_account" {
  expect_failure = true
  attrs          = { name = "x", assume_role_policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = "config.amazonaws.com" }, Condition = { StringLike = { "aws:SourceAccount" = "*" } } }] }) }
}

resource "aws_iam_role" "other_condition" {
  expect_failure = true
  attrs          = { name = "x", assume_role_policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = "config.amazonaws.com" }, Condition = { StringEquals = { "sts:ExternalId" = "0f8fad5b" } } }] }) }
}

resource "aws_iam_role" "source_arn" {
  attrs = { name = "x", assume_role_policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = "events.amazonaws.com" }, Condition = { ArnLike = { "aws:SourceArn" = "arn:aws:events:*:123456789012:rule/*" } } }] }) }
}

resource "aws_iam_role" "organization" {
  attrs = { name = "x", assume_role_policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = "config.amazonaws.com" }, Condition = { StringEquals = { "aws:SourceOrgID" = "o-0123456789" } } }] }) }
}

resource "aws_iam_role" "compute" {
  attrs = { name = "x", assume_role_policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = ["ec2.amazonaws.com", "lambda.amazonaws.com", "ecs-tasks.amazonaws.com"] } }] }) }
}

resource "aws_iam_role" "account" {
  attrs = { name = "x", assume_role_policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { AWS = "arn:aws:iam::999988887777:root" } }] }) }
}
