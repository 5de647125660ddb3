locals {
  soc2_aws_iam_policy_no_full_admin = {
    title    = "No IAM policy allows every action on every resource"
    severity = "high"
    preset   = "default"
    since    = "0.1.0"
    criteria = [
      { id = "CC6.3", strength = "supports", not_shown = "Administrator rights that come from AWS managed policies, or that add up from several policies." },
      { id = "CC6.1", strength = "supports", not_shown = "Who holds the policy." },
      { id = "CC1.3", strength = "partial", not_shown = "How responsibilities are divided among people." },
      { id = "CC6.2", strength = "partial", not_shown = "Whether rights are withdrawn when somebody leaves." },
    ]
    description = "Whoever holds `*` on `*` can read all data, delete the logs and give himself any other right. Auditors sample administrators first; each should be one on purpose."
    remediation = {
      text   = "List the actions and resources that are needed."
      before = <<-EOT
        resource "aws_iam_policy" "deploy" {
          name = "deploy"

          policy = jsonencode({
            Version = "2012-10-17"
            Statement = [{
              Effect   = "Allow"
              Action   = "*"
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
              Action   = ["s3:GetObject", "s3:PutObject"]
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

resource_policy "aws_iam_policy" "policy_no_full_admin" {
  locals {
    statements = plugin::soc2::policy_statements(attrs.policy)
    granted = [
      for s in local.statements : plugin::soc2::granted_actions(s, local.statements, ["*:*"])
      if plugin::soc2::covers_resource(s, "*") && core::length(s.not_resources) == 0
    ]
  }

  enforce {
    condition     = core::length([for g in local.granted : g if plugin::soc2::is_set(g)]) == 0
    error_message = "This policy allows every action on every resource; list the actions and resources that are needed instead of `${plugin::soc2::listed(local.granted)}`."
  }
}

resource_policy "aws_iam_role_policy" "policy_no_full_admin" {
  locals {
    statements = plugin::soc2::policy_statements(attrs.policy)
    granted = [
      for s in local.statements : plugin::soc2::granted_actions(s, local.statements, ["*:*"])
      if plugin::soc2::covers_resource(s, "*") && core::length(s.not_resources) == 0
    ]
  }

  enforce {
    condition     = core::length([for g in local.granted : g if plugin::soc2::is_set(g)]) == 0
    error_message = "This policy allows every action on every resource; list the actions and resources that are needed instead of `${plugin::soc2::listed(local.granted)}`."
  }
}

resource_policy "aws_iam_group_policy" "policy_no_full_admin" {
  locals {
    statements = plugin::soc2::policy_statements(attrs.policy)
    granted = [
      for s in local.statements : plugin::soc2::granted_actions(s, local.statements, ["*:*"])
      if plugin::soc2::covers_resource(s, "*") && core::length(s.not_resources) == 0
    ]
  }

  enforce {
    condition     = core::length([for g in local.granted : g if plugin::soc2::is_set(g)]) == 0
    error_message = "This policy allows every action on every resource; list the actions and resources that are needed instead of `${plugin::soc2::listed(local.granted)}`."
  }
}

resource_policy "aws_iam_user_policy" "policy_no_full_admin" {
  locals {
    statements = plugin::soc2::policy_statements(attrs.policy)
    granted = [
      for s in local.statements : plugin::soc2::granted_actions(s, local.statements, ["*:*"])
      if plugin::soc2::covers_resource(s, "*") && core::length(s.not_resources) == 0
    ]
  }

  enforce {
    condition     = core::length([for g in local.granted : g if plugin::soc2::is_set(g)]) == 0
    error_message = "This policy allows every action on every resource; list the actions and resources that are needed instead of `${plugin::soc2::listed(local.granted)}`."
  }
}

resource_policy "aws_iam_role" "policy_no_full_admin" {
  locals {
    statements = plugin::soc2::policy_statements(attrs.inline_policy)
    granted = [
      for s in local.statements : plugin::soc2::granted_actions(s, local.statements, ["*:*"])
      if plugin::soc2::covers_resource(s, "*") && core::length(s.not_resources) == 0
    ]
  }

  enforce {
    condition     = core::length([for g in local.granted : g if plugin::soc2::is_set(g)]) == 0
    error_message = "This policy allows every action on every resource; list the actions and resources that are needed instead of `${plugin::soc2::listed(local.granted)}`."
  }
}

resource_policy "aws_ssoadmin_permission_set_inline_policy" "policy_no_full_admin" {
  locals {
    statements = plugin::soc2::policy_statements(attrs.inline_policy)
    granted = [
      for s in local.statements : plugin::soc2::granted_actions(s, local.statements, ["*:*"])
      if plugin::soc2::covers_resource(s, "*") && core::length(s.not_resources) == 0
    ]
  }

  enforce {
    condition     = core::length([for g in local.granted : g if plugin::soc2::is_set(g)]) == 0
    error_message = "This policy allows every action on every resource; list the actions and resources that are needed instead of `${plugin::soc2::listed(local.granted)}`."
  }
}
