locals {
  soc2_aws_secretsmanager_policy_not_public = {
    title    = "Secret policies grant nothing to the public"
    severity = "critical"
    preset   = "default"
    since    = "0.1.0"
    criteria = [
      { id = "CC6.1", strength = "supports", not_shown = "What the policy allows to named principals." },
      { id = "CC6.6", strength = "supports", not_shown = "Who else can read the secret through its key and identity policies." },
    ]
    description = "A secret that everyone may read is published. Secrets Manager refuses such a policy only where `block_public_policy` is on, and a statement for everyone is a plain mistake in any case."
    remediation = {
      text   = "Name the principals, or limit the statement by `aws:PrincipalOrgID` or another fixed value."
      before = <<-EOT
        resource "aws_secretsmanager_secret" "main" {
          name = "database"
        }

        resource "aws_secretsmanager_secret_policy" "main" {
          secret_arn = aws_secretsmanager_secret.main.arn

          policy = jsonencode({
            Version = "2012-10-17"
            Statement = [{
              Effect    = "Allow"
              Principal = "*"
              Action    = "secretsmanager:GetSecretValue"
              Resource  = "*"
            }]
          })
        }
      EOT
      after  = <<-EOT
        resource "aws_secretsmanager_secret" "main" {
          name = "database"
        }

        resource "aws_secretsmanager_secret_policy" "main" {
          secret_arn = aws_secretsmanager_secret.main.arn

          policy = jsonencode({
            Version = "2012-10-17"
            Statement = [{
              Effect    = "Allow"
              Principal = { AWS = "arn:aws:iam::123456789012:role/app" }
              Action    = "secretsmanager:GetSecretValue"
              Resource  = "*"
            }]
          })
        }
      EOT
    }
    references = [
      "https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/secretsmanager_secret_policy",
      "https://docs.aws.amazon.com/secretsmanager/latest/userguide/auth-and-access_resource-policies.html",
    ]
  }
}

policy {
  required_providers {
    aws = { source = "hashicorp/aws", version = ">= 5.0.0, < 7.0.0" }
  }
}

resource_policy "aws_secretsmanager_secret_policy" "policy_not_public" {
  enforce {
    condition     = core::length([for s in plugin::soc2::policy_statements(attrs.policy) : s if plugin::soc2::is_public_statement(s)]) == 0
    error_message = "The policy lets everyone use this secret; name the principals, or limit the statement by `aws:PrincipalOrgID`."
  }
}

resource_policy "aws_secretsmanager_secret" "policy_not_public" {
  enforce {
    condition     = core::length([for s in plugin::soc2::policy_statements(attrs.policy) : s if plugin::soc2::is_public_statement(s)]) == 0
    error_message = "The policy lets everyone use this secret; name the principals, or limit the statement by `aws:PrincipalOrgID`."
  }
}
