locals {
  soc2_aws_iam_policy_no_star_action = {
    title    = "No IAM policy statement allows the action \"*\""
    severity = "high"
    preset   = "default"
    since    = "0.1.0"
    criteria = [
      { id = "CC6.3", strength = "supports", not_shown = "Whether listed actions are the least that is needed." },
      { id = "CC6.1", strength = "partial", not_shown = "Who holds the policy." },
    ]
    description = "`*` also allows what AWS adds tomorrow, and what nobody meant: changing the policy of a bucket that should only be read. On one resource it still includes deleting it and opening it to others."
    remediation = {
      text   = "List the actions that are needed."
      before = <<-EOT
        resource "aws_iam_policy" "deploy" {
          name = "deploy"

          policy = jsonencode({
            Version = "2012-10-17"
            Statement = [{
              Effect   = "Allow"
              Action   = "*"
              Resource = "arn:aws:s3:::example-data/*"
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
              Action   = ["s3:GetObject"]
              Resource = "arn:aws:s3:::example-data/*"
            }]
          })
        }
      EOT
    }
    references = [
      "https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/iam_policy",
      "https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html#grant-least-privilege",
    ]
  }
}

policy {
  required_providers {
    aws = { source = "hashicorp/aws", version = ">= 5.0.0, < 7.0.0" }
  }
}

resource_policy "aws_iam_policy" "policy_no_star_action" {
  locals {
    statements = plugin::soc2::policy_statements(attrs.policy)
    granted = [
      for s in local.statements : plugin::soc2::granted_actions(s, local.statements, ["*:*"])
      if true
    ]
  }

  enforce {
    condition     = core::length([for g in local.granted : g if plugin::soc2::is_set(g)]) == 0
    error_message = "A statement of this policy allows every action; list those that are needed instead of `${plugin::soc2::listed(local.granted)}`."
  }
}

resource_policy "aws_iam_role_policy" "policy_no_star_action" {
  locals {
    statements = plugin::soc2::policy_statements(attrs.policy)
    granted = [
      for s in local.statements : plugin::soc2::granted_actions(s, local.statements, ["*:*"])
      if true
    ]
  }

  enforce {
    condition     = core::length([for g in local.granted : g if plugin::soc2::is_set(g)]) == 0
    error_message = "A statement of this policy allows every action; list those that are needed instead of `${plugin::soc2::listed(local.granted)}`."
  }
}

resource_policy "aws_iam_group_policy" "policy_no_star_action" {
  locals {
    statements = plugin::soc2::policy_statements(attrs.policy)
    granted = [
      for s in local.statements : plugin::soc2::granted_actions(s, local.statements, ["*:*"])
      if true
    ]
  }

  enforce {
    condition     = core::length([for g in local.granted : g if plugin::soc2::is_set(g)]) == 0
    error_message = "A statement of this policy allows every action; list those that are needed instead of `${plugin::soc2::listed(local.granted)}`."
  }
}

resource_policy "aws_iam_user_policy" "policy_no_star_action" {
  locals {
    statements = plugin::soc2::policy_statements(attrs.policy)
    granted = [
      for s in local.statements : plugin::soc2::granted_actions(s, local.statements, ["*:*"])
      if true
    ]
  }

  enforce {
    condition     = core::length([for g in local.granted : g if plugin::soc2::is_set(g)]) == 0
    error_message = "A statement of this policy allows every action; list those that are needed instead of `${plugin::soc2::listed(local.granted)}`."
  }
}

resource_policy "aws_iam_role" "policy_no_star_action" {
  locals {
    statements = plugin::soc2::policy_statements(attrs.inline_policy)
    granted = [
      for s in local.statements : plugin::soc2::granted_actions(s, local.statements, ["*:*"])
      if true
    ]
  }

  enforce {
    condition     = core::length([for g in local.granted : g if plugin::soc2::is_set(g)]) == 0
    error_message = "A statement of this policy allows every action; list those that are needed instead of `${plugin::soc2::listed(local.granted)}`."
  }
}

resource_policy "aws_ssoadmin_permission_set_inline_policy" "policy_no_star_action" {
  locals {
    statements = plugin::soc2::policy_statements(attrs.inline_policy)
    granted = [
      for s in local.statements : plugin::soc2::granted_actions(s, local.statements, ["*:*"])
      if true
    ]
  }

  enforce {
    condition     = core::length([for g in local.granted : g if plugin::soc2::is_set(g)]) == 0
    error_message = "A statement of this policy allows every action; list those that are needed instead of `${plugin::soc2::listed(local.granted)}`."
  }
}
