locals {
  soc2_aws_iam_no_inline_policies = {
    title    = "IAM groups and roles use managed policies instead of inline policies"
    severity = "low"
    preset   = "strict"
    since    = "0.1.0"
    criteria = [
      { id = "CC6.3", strength = "partial", not_shown = "What the policies allow." },
      { id = "CC1.3", strength = "partial", not_shown = "How responsibilities are divided among people." },
      { id = "CC6.1", strength = "partial", not_shown = "What the policies allow." },
      { id = "CC6.2", strength = "partial", not_shown = "Whether rights are withdrawn when somebody leaves." },
    ]
    description = "An inline policy belongs to one role or user: it has no versions, appears in no list of policies, and the same rights are written anew elsewhere. Managed policies are reviewed once."
    remediation = {
      text   = "Make the policy an `aws_iam_policy` and attach it."
      before = <<-EOT
        resource "aws_iam_role_policy" "app" {
          name = "app"
          role = "app"

          policy = jsonencode({
            Version = "2012-10-17"
            Statement = [{
              Effect   = "Allow"
              Action   = ["s3:GetObject"]
              Resource = "arn:aws:s3:::example-data/*"
            }]
          })
        }
      EOT
      after  = <<-EOT
        resource "aws_iam_policy" "app" {
          name = "app"

          policy = jsonencode({
            Version = "2012-10-17"
            Statement = [{
              Effect   = "Allow"
              Action   = ["s3:GetObject"]
              Resource = "arn:aws:s3:::example-data/*"
            }]
          })
        }

        resource "aws_iam_role_policy_attachment" "app" {
          role       = "app"
          policy_arn = aws_iam_policy.app.arn
        }
      EOT
    }
    references = [
      "https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/iam_role_policy",
      "https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_managed-vs-inline.html",
    ]
  }
}

policy {
  required_providers {
    aws = { source = "hashicorp/aws", version = ">= 5.0.0, < 7.0.0" }
  }
}

resource_policy "aws_iam_role_policy" "no_inline_policies" {
  locals {
    statements = plugin::soc2::policy_statements(attrs.policy)
  }

  enforce {
    condition     = core::length([for s in local.statements : s if s.effect != "Deny"]) == 0
    error_message = "An inline policy is reviewed and reused nowhere else; make it a managed policy (`aws_iam_policy`) and attach it."
  }
}

resource_policy "aws_iam_group_policy" "no_inline_policies" {
  locals {
    statements = plugin::soc2::policy_statements(attrs.policy)
  }

  enforce {
    condition     = core::length([for s in local.statements : s if s.effect != "Deny"]) == 0
    error_message = "An inline policy is reviewed and reused nowhere else; make it a managed policy (`aws_iam_policy`) and attach it."
  }
}

resource_policy "aws_iam_user_policy" "no_inline_policies" {
  locals {
    statements = plugin::soc2::policy_statements(attrs.policy)
  }

  enforce {
    condition     = core::length([for s in local.statements : s if s.effect != "Deny"]) == 0
    error_message = "An inline policy is reviewed and reused nowhere else; make it a managed policy (`aws_iam_policy`) and attach it."
  }
}

resource_policy "aws_iam_role" "no_inline_policies" {
  locals {
    statements = plugin::soc2::policy_statements(attrs.inline_policy)
  }

  enforce {
    condition     = core::length([for s in local.statements : s if s.effect != "Deny"]) == 0
    error_message = "An inline policy is reviewed and reused nowhere else; make it a managed policy (`aws_iam_policy`) and attach it."
  }
}
