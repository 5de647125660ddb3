policytest {
  targets = ["aws-ecr-not-public.policy.hcl"]
}

resource "aws_ecr_repository_policy" "account" {
  attrs = { repository = "a", policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = { AWS = "123456789012" }, Action = "ecr:BatchGetImage" }] }) }
}

resource "aws_ecr_repository_policy" "role" {
  attrs = { repository = "a", policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = { AWS = ["arn:aws:iam::123456789012:role/deploy"] }, Action = "ecr:BatchGetImage" }] }) }
}

resource "aws_ecr_repository_policy" "service" {
  attrs = { repository = "a", policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = { Service = "codebuild.amazonaws.com" }, Action = "ecr:BatchGetImage" }] }) }
}

resource "aws_ecr_repository_policy" "organization" {
  attrs = { repository = "a", policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = "*", Action = "ecr:BatchGetImage", Condition = { StringEquals = { "aws:PrincipalOrgID" = "o-0123456789" } } }] }) }
}

resource "aws_ecr_repository_policy" "star" {
  expect_failure = true
  attrs          = { repository = "a", policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = "*", Action = "ecr:BatchGetImage" }] }) }
}

resource "aws_ecr_repository_policy" "aws_star" {
  expect_failure = true
  attrs          = { repository = "a", policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = { AWS = "*" }, Action = "ecr:BatchGetImage" }] }) }
}

resource "aws_ecr_repository_policy" "star_in_list" {
  expect_failure = true
  attrs          = { repository = "a", policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = { AWS = ["123456789012", "*"] }, Action = "ecr:BatchGetImage" }] }) }
}

resource "aws_ecr_repository_policy" "any_account" {
  expect_failure = true
  attrs          = { repository = "a", policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = { AWS = "arn:aws:iam::*:root" }, Action = "ecr:BatchGetImage" }] }) }
}

resource "aws_ecr_repository_policy" "referer" {
  expect_failure = true
  attrs          = { repository = "a", policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = "*", Action = "ecr:BatchGetImage", Condition = { StringLike = { "aws:UserAgent" = "docker*" } } }] }) }
}

resource "aws_ecr_repository_policy" "deny" {
  attrs = { repository = "a", policy = "{\"Statement\": {\"Effect\": \"Deny\", \"Principal\": \"*\", \"Action\": \"ecr:*\"}}" }
}

resource "aws_ecr_repository_policy" "null" {
  attrs = { repository = "a", policy = null }
}

# A statement needs no list around it.
resource "aws_ecr_repository_policy" "one_statement" {
  expect_failure = true
  attrs          = { repository = "a", policy = "{\"Statement\": {\"Effect\": \"Allow\", \"Principal\": \"*\", \"Action\": \"ecr:*\"}}" }
}

resource "aws_ecr_registry_policy" "registry_account" {
  attrs = { policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = { AWS = "arn:aws:iam::123456789012:root" }, Action = "ecr:BatchGetImage" }] }) }
}

resource "aws_ecr_registry_policy" "registry_star" {
  expect_failure = true
  attrs          = { policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = "*", Action = "ecr:BatchGetImage" }] }) }
}
