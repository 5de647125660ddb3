locals {
  soc2_aws_ecr_not_public = {
    title    = "Private repositories grant nothing to the public"
    severity = "critical"
    preset   = "default"
    since    = "0.1.0"
    criteria = [
      { id = "CC6.1", strength = "supports", not_shown = "What the policy allows to named principals." },
      { id = "CC6.6", strength = "supports", not_shown = "Whether the images hold secrets." },
    ]
    description = "Images carry the code of the company, often with its configuration. A statement for everyone gives them to each AWS account; one that allows pushes lets strangers put code into your deployments. For images that are meant to be public there is ECR Public."
    remediation = {
      text   = "Name the accounts or roles, or limit the statement by `aws:PrincipalOrgID`."
      before = <<-EOT
        resource "aws_ecr_repository" "app" {
          name = "app"
        }

        resource "aws_ecr_repository_policy" "app" {
          repository = aws_ecr_repository.app.name

          policy = jsonencode({
            Version = "2012-10-17"
            Statement = [{
              Effect    = "Allow"
              Principal = "*"
              Action    = ["ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"]
            }]
          })
        }
      EOT
      after  = <<-EOT
        resource "aws_ecr_repository" "app" {
          name = "app"
        }

        resource "aws_ecr_repository_policy" "app" {
          repository = aws_ecr_repository.app.name

          policy = jsonencode({
            Version = "2012-10-17"
            Statement = [{
              Effect    = "Allow"
              Principal = { AWS = "arn:aws:iam::123456789012:role/deploy" }
              Action    = ["ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"]
            }]
          })
        }
      EOT
    }
    references = [
      "https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/ecr_repository_policy",
      "https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/ecr_registry_policy",
      "https://docs.aws.amazon.com/AmazonECR/latest/userguide/repository-policies.html",
    ]
  }
}

policy {
  required_providers {
    aws = { source = "hashicorp/aws", version = ">= 5.0.0, < 7.0.0" }
  }
}

resource_policy "aws_ecr_repository_policy" "not_public" {
  enforce {
    condition     = core::length([for s in plugin::soc2::policy_statements(attrs.policy) : s if plugin::soc2::is_public_statement(s)]) == 0
    error_message = "This repository policy lets every AWS account in; name the principals, or limit the statement by `aws:PrincipalOrgID`."
  }
}

resource_policy "aws_ecr_registry_policy" "not_public" {
  enforce {
    condition     = core::length([for s in plugin::soc2::policy_statements(attrs.policy) : s if plugin::soc2::is_public_statement(s)]) == 0
    error_message = "This registry policy lets every AWS account in; name the principals, or limit the statement by `aws:PrincipalOrgID`."
  }
}
