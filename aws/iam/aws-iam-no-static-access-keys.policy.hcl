locals {
  soc2_aws_iam_no_static_access_keys = {
    title    = "Workloads use roles: no long-lived IAM access key is created"
    severity = "medium"
    preset   = "default"
    since    = "0.1.0"
    criteria = [
      { id = "CC6.1", strength = "partial", not_shown = "Keys made outside Terraform, and whether the workloads that use roles are limited to what they need." },
      { id = "CC6.2", strength = "partial", not_shown = "Whether credentials are withdrawn when a person or system leaves." },
    ]
    description = "A long-lived access key works from anywhere until somebody remembers to delete it, and it lands in the Terraform state. Roles hand out credentials that expire by themselves, which is why auditors want each static key justified."
    remediation = {
      text   = "Delete the access key and let the workload assume a role: instance profile, task role, IRSA or an OIDC provider for CI."
      before = <<-EOT
        resource "aws_iam_user" "ci" {
          name = "ci"
        }

        resource "aws_iam_access_key" "ci" {
          user = aws_iam_user.ci.name
        }
      EOT
      after  = <<-EOT
        resource "aws_iam_openid_connect_provider" "ci" {
          url            = "https://token.actions.githubusercontent.com"
          client_id_list = ["sts.amazonaws.com"]
        }

        resource "aws_iam_role" "ci" {
          name = "ci"

          assume_role_policy = jsonencode({
            Version = "2012-10-17"
            Statement = [{
              Effect    = "Allow"
              Action    = "sts:AssumeRoleWithWebIdentity"
              Principal = { Federated = aws_iam_openid_connect_provider.ci.arn }
              Condition = {
                StringEquals = {
                  "token.actions.githubusercontent.com:aud" = "sts.amazonaws.com"
                  "token.actions.githubusercontent.com:sub" = "repo:example/app:ref:refs/heads/main"
                }
              }
            }]
          })
        }
      EOT
    }
    references = [
      "https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/iam_access_key",
      "https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html#bp-workloads-use-roles",
    ]
  }
}

policy {
  required_providers {
    aws = { source = "hashicorp/aws", version = ">= 5.0.0, < 7.0.0" }
  }
}

resource_policy "aws_iam_access_key" "no_static_access_keys" {
  enforce {
    condition     = attrs.status == "Inactive"
    error_message = "This creates a long-lived access key; let the workload assume an IAM role instead, or set `status = \"Inactive\"` until the key is deleted."
  }
}
