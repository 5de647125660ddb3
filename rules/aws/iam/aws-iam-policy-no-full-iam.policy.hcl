locals {
  soc2_aws_iam_policy_no_full_iam = {
    title    = "IAM policies do not allow iam:*"
    severity = "high"
    preset   = "default"
    since    = "0.1.0"
    criteria = [
      { id = "CC6.3", strength = "supports", not_shown = "IAM rights that are listed one by one." },
      { id = "CC6.1", strength = "supports", not_shown = "Who holds the policy." },
    ]
    description = "Who may do everything in IAM is an administrator by one more step: he attaches any policy to himself. That makes every other limit of the policy void."
    remediation = {
      text   = "List the IAM actions that are needed, on named roles or users."
      before = <<-EOT
        resource "aws_iam_policy" "deploy" {
          name = "deploy"

          policy = jsonencode({
            Version = "2012-10-17"
            Statement = [{
              Effect   = "Allow"
              Action   = "iam:*"
              Resource = "*"
            }]
          })
        }
      EOT
      after  = <<-EOT
        resource "aws_iam_policy" "deploy" {
          name = "deploy"

          policy = jsonencode({
            Version = "2012-10-17"
            Statement = [{
              Effect   = "Allow"
              Action   = ["iam:GetRole", "iam:ListRoles"]
              Resource = "*"
            }]
          })
        }
      EOT
    }
    references = [
      "https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/iam_policy",
      "https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html#grant-least-privilege",
      "https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html",
    ]
  }
}

policy {
  required_providers {
    aws = { source = "hashicorp/aws", version = ">= 5.0.0, < 7.0.0" }
  }
}

resource_policy "aws_iam_policy" "policy_no_full_iam" {
  locals {
    statements = plugin::soc2::policy_statements(attrs.policy)
    granted = [
      for s in local.statements : plugin::soc2::granted_actions(s, local.statements, ["iam:*"])
      if true
    ]
  }

  enforce {
    condition     = core::length([for g in local.granted : g if plugin::soc2::is_set(g)]) == 0
    error_message = "This policy allows every action of IAM; list those that are needed instead of `${plugin::soc2::listed(local.granted)}`."
  }
}

resource_policy "aws_iam_role_policy" "policy_no_full_iam" {
  locals {
    statements = plugin::soc2::policy_statements(attrs.policy)
    granted = [
      for s in local.statements : plugin::soc2::granted_actions(s, local.statements, ["iam:*"])
      if true
    ]
  }

  enforce {
    condition     = core::length([for g in local.granted : g if plugin::soc2::is_set(g)]) == 0
    error_message = "This policy allows every action of IAM; list those that are needed instead of `${plugin::soc2::listed(local.granted)}`."
  }
}

resource_policy "aws_iam_group_policy" "policy_no_full_iam" {
  locals {
    statements = plugin::soc2::policy_statements(attrs.policy)
    granted = [
      for s in local.statements : plugin::soc2::granted_actions(s, local.statements, ["iam:*"])
      if true
    ]
  }

  enforce {
    condition     = core::length([for g in local.granted : g if plugin::soc2::is_set(g)]) == 0
    error_message = "This policy allows every action of IAM; list those that are needed instead of `${plugin::soc2::listed(local.granted)}`."
  }
}

resource_policy "aws_iam_user_policy" "policy_no_full_iam" {
  locals {
    statements = plugin::soc2::policy_statements(attrs.policy)
    granted = [
      for s in local.statements : plugin::soc2::granted_actions(s, local.statements, ["iam:*"])
      if true
    ]
  }

  enforce {
    condition     = core::length([for g in local.granted : g if plugin::soc2::is_set(g)]) == 0
    error_message = "This policy allows every action of IAM; list those that are needed instead of `${plugin::soc2::listed(local.granted)}`."
  }
}

resource_policy "aws_iam_role" "policy_no_full_iam" {
  locals {
    statements = plugin::soc2::policy_statements(attrs.inline_policy)
    granted = [
      for s in local.statements : plugin::soc2::granted_actions(s, local.statements, ["iam:*"])
      if true
    ]
  }

  enforce {
    condition     = core::length([for g in local.granted : g if plugin::soc2::is_set(g)]) == 0
    error_message = "This policy allows every action of IAM; list those that are needed instead of `${plugin::soc2::listed(local.granted)}`."
  }
}

resource_policy "aws_ssoadmin_permission_set_inline_policy" "policy_no_full_iam" {
  locals {
    statements = plugin::soc2::policy_statements(attrs.inline_policy)
    granted = [
      for s in local.statements : plugin::soc2::granted_actions(s, local.statements, ["iam:*"])
      if true
    ]
  }

  enforce {
    condition     = core::length([for g in local.granted : g if plugin::soc2::is_set(g)]) == 0
    error_message = "This policy allows every action of IAM; list those that are needed instead of `${plugin::soc2::listed(local.granted)}`."
  }
}
