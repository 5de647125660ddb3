locals {
  soc2_aws_iam_role_no_public_trust = {
    title    = "IAM role trust policies name who may assume the role"
    severity = "critical"
    preset   = "default"
    since    = "0.1.0"
    criteria = [
      { id = "CC6.1", strength = "supports", not_shown = "Whether those who are named still need the role." },
      { id = "CC6.3", strength = "partial", not_shown = "What the role may do." },
    ]
    description = "A role that anyone may assume gives its rights to every AWS account in the world. There is no password to guess: the name of the role is enough."
    remediation = {
      text   = "Name the accounts, roles or services that may assume the role."
      before = <<-EOT
        resource "aws_iam_role" "app" {
          name = "app"

          assume_role_policy = jsonencode({
            Version = "2012-10-17"
            Statement = [{
              Effect = "Allow"
              Action = "sts:AssumeRole"
              Principal = {
                AWS = "*"
              }
            }]
          })
        }
      EOT
      after  = <<-EOT
        resource "aws_iam_role" "app" {
          name = "app"

          assume_role_policy = jsonencode({
            Version = "2012-10-17"
            Statement = [{
              Effect = "Allow"
              Action = "sts:AssumeRole"
              Principal = {
                Service = "ecs-tasks.amazonaws.com"
              }
            }]
          })
        }
      EOT
    }
    references = [
      "https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/iam_role",
      "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html",
    ]
  }
}

policy {
  required_providers {
    aws = { source = "hashicorp/aws", version = ">= 5.0.0, < 7.0.0" }
  }
}

resource_policy "aws_iam_role" "role_no_public_trust" {
  locals {
    statements = plugin::soc2::policy_statements(attrs.assume_role_policy)
    public = [
      for s in local.statements : s
      if plugin::soc2::is_public_statement(s) ||
      (s.effect == "Allow" && core::length([for p in s.principals : p if p.type == "Federated" && p.identifier == "*"]) > 0)
    ]
  }

  enforce {
    condition     = core::length(local.public) == 0
    error_message = "Anyone may assume this role; name the accounts, roles or services in `Principal`."
  }
}
