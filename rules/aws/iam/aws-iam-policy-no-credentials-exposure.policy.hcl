locals {
  soc2_aws_iam_policy_no_credentials_exposure = {
    title    = "IAM policies do not allow actions that return credentials on all resources"
    severity = "medium"
    preset   = "default"
    since    = "0.1.0"
    criteria = [
      { id = "CC6.3", strength = "supports", not_shown = "Credentials of named users and resources that the policy may read." },
      { id = "CC6.1", strength = "supports", not_shown = "Who holds the policy." },
    ]
    description = "Some actions answer with a credential: an access key for another user, a database password, a session of any role. On all resources they let their holder become somebody else."
    remediation = {
      text   = "Name the users, roles or resources whose credentials are needed."
      before = <<-EOT
        resource "aws_iam_policy" "deploy" {
          name = "deploy"

          policy = jsonencode({
            Version = "2012-10-17"
            Statement = [{
              Effect   = "Allow"
              Action   = "iam:CreateAccessKey"
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
              Action   = "iam:CreateAccessKey"
              Resource = "arn:aws:iam::123456789012:user/ci"
            }]
          })
        }
      EOT
    }
    references = [
      "https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/iam_policy",
      "https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html#grant-least-privilege",
      "https://registry.terraform.io/providers/hashicorp/aws/latest/docs/data-sources/iam_policy_document",
    ]
  }
}

policy {
  required_providers {
    aws = { source = "hashicorp/aws", version = ">= 5.0.0, < 7.0.0" }
  }
}

resource_policy "aws_iam_policy" "policy_no_credentials_exposure" {
  locals {
    statements = plugin::soc2::policy_statements(attrs.policy)
    granted = [
      for s in local.statements : plugin::soc2::granted_actions(s, local.statements, plugin::soc2::iam_list("credential-actions"))
      if plugin::soc2::covers_resource(s, "*") && !plugin::soc2::is_narrowed(s)
    ]
  }

  enforce {
    condition     = core::length([for g in local.granted : g if plugin::soc2::is_set(g)]) == 0
    error_message = "This policy allows to get credentials of any resource (`${plugin::soc2::listed(local.granted)}`); name the users, roles or resources."
  }
}

resource_policy "aws_iam_role_policy" "policy_no_credentials_exposure" {
  locals {
    statements = plugin::soc2::policy_statements(attrs.policy)
    granted = [
      for s in local.statements : plugin::soc2::granted_actions(s, local.statements, plugin::soc2::iam_list("credential-actions"))
      if plugin::soc2::covers_resource(s, "*") && !plugin::soc2::is_narrowed(s)
    ]
  }

  enforce {
    condition     = core::length([for g in local.granted : g if plugin::soc2::is_set(g)]) == 0
    error_message = "This policy allows to get credentials of any resource (`${plugin::soc2::listed(local.granted)}`); name the users, roles or resources."
  }
}

resource_policy "aws_iam_group_policy" "policy_no_credentials_exposure" {
  locals {
    statements = plugin::soc2::policy_statements(attrs.policy)
    granted = [
      for s in local.statements : plugin::soc2::granted_actions(s, local.statements, plugin::soc2::iam_list("credential-actions"))
      if plugin::soc2::covers_resource(s, "*") && !plugin::soc2::is_narrowed(s)
    ]
  }

  enforce {
    condition     = core::length([for g in local.granted : g if plugin::soc2::is_set(g)]) == 0
    error_message = "This policy allows to get credentials of any resource (`${plugin::soc2::listed(local.granted)}`); name the users, roles or resources."
  }
}

resource_policy "aws_iam_user_policy" "policy_no_credentials_exposure" {
  locals {
    statements = plugin::soc2::policy_statements(attrs.policy)
    granted = [
      for s in local.statements : plugin::soc2::granted_actions(s, local.statements, plugin::soc2::iam_list("credential-actions"))
      if plugin::soc2::covers_resource(s, "*") && !plugin::soc2::is_narrowed(s)
    ]
  }

  enforce {
    condition     = core::length([for g in local.granted : g if plugin::soc2::is_set(g)]) == 0
    error_message = "This policy allows to get credentials of any resource (`${plugin::soc2::listed(local.granted)}`); name the users, roles or resources."
  }
}

resource_policy "aws_iam_role" "policy_no_credentials_exposure" {
  locals {
    statements = plugin::soc2::policy_statements(attrs.inline_policy)
    granted = [
      for s in local.statements : plugin::soc2::granted_actions(s, local.statements, plugin::soc2::iam_list("credential-actions"))
      if plugin::soc2::covers_resource(s, "*") && !plugin::soc2::is_narrowed(s)
    ]
  }

  enforce {
    condition     = core::length([for g in local.granted : g if plugin::soc2::is_set(g)]) == 0
    error_message = "This policy allows to get credentials of any resource (`${plugin::soc2::listed(local.granted)}`); name the users, roles or resources."
  }
}

resource_policy "aws_ssoadmin_permission_set_inline_policy" "policy_no_credentials_exposure" {
  locals {
    statements = plugin::soc2::policy_statements(attrs.inline_policy)
    granted = [
      for s in local.statements : plugin::soc2::granted_actions(s, local.statements, plugin::soc2::iam_list("credential-actions"))
      if plugin::soc2::covers_resource(s, "*") && !plugin::soc2::is_narrowed(s)
    ]
  }

  enforce {
    condition     = core::length([for g in local.granted : g if plugin::soc2::is_set(g)]) == 0
    error_message = "This policy allows to get credentials of any resource (`${plugin::soc2::listed(local.granted)}`); name the users, roles or resources."
  }
}
