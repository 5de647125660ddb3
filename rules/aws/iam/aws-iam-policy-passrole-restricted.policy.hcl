locals {
  soc2_aws_iam_policy_passrole_restricted = {
    title    = "iam:PassRole is limited to named roles"
    severity = "high"
    preset   = "default"
    since    = "0.1.0"
    criteria = [
      { id = "CC6.3", strength = "supports", not_shown = "What the named roles may do." },
      { id = "CC6.1", strength = "supports", not_shown = "Who holds the policy." },
    ]
    description = "Passing a role to a service makes the service act with it. Who may pass any role can start a function as administrator, without ever being one."
    remediation = {
      text   = "Name the roles, or limit the service by `iam:PassedToService`."
      before = <<-EOT
        resource "aws_iam_policy" "deploy" {
          name = "deploy"

          policy = jsonencode({
            Version = "2012-10-17"
            Statement = [{
              Effect   = "Allow"
              Action   = "iam:PassRole"
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
              Action   = "iam:PassRole"
              Resource = "arn:aws:iam::123456789012:role/app-task"
            }]
          })
        }
      EOT
    }
    references = [
      "https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/iam_policy",
      "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html",
    ]
  }
}

policy {
  required_providers {
    aws = { source = "hashicorp/aws", version = ">= 5.0.0, < 7.0.0" }
  }
}

resource_policy "aws_iam_policy" "policy_passrole_restricted" {
  locals {
    statements = plugin::soc2::policy_statements(attrs.policy)
    keys = ["iam:PassedToService", "iam:AssociatedResourceArn"]
    granted = [
      for s in local.statements : plugin::soc2::granted_actions(s, local.statements, ["iam:PassRole"])
      if plugin::soc2::covers_resource(s, "arn:aws:iam:::role/*") && !plugin::soc2::requires_condition(s, local.keys)
    ]
  }

  enforce {
    condition     = core::length([for g in local.granted : g if plugin::soc2::is_set(g)]) == 0
    error_message = "This policy allows to pass any role to any service (`${plugin::soc2::listed(local.granted)}`); name the roles, or limit the service by `iam:PassedToService`."
  }
}

resource_policy "aws_iam_role_policy" "policy_passrole_restricted" {
  locals {
    statements = plugin::soc2::policy_statements(attrs.policy)
    keys = ["iam:PassedToService", "iam:AssociatedResourceArn"]
    granted = [
      for s in local.statements : plugin::soc2::granted_actions(s, local.statements, ["iam:PassRole"])
      if plugin::soc2::covers_resource(s, "arn:aws:iam:::role/*") && !plugin::soc2::requires_condition(s, local.keys)
    ]
  }

  enforce {
    condition     = core::length([for g in local.granted : g if plugin::soc2::is_set(g)]) == 0
    error_message = "This policy allows to pass any role to any service (`${plugin::soc2::listed(local.granted)}`); name the roles, or limit the service by `iam:PassedToService`."
  }
}

resource_policy "aws_iam_group_policy" "policy_passrole_restricted" {
  locals {
    statements = plugin::soc2::policy_statements(attrs.policy)
    keys = ["iam:PassedToService", "iam:AssociatedResourceArn"]
    granted = [
      for s in local.statements : plugin::soc2::granted_actions(s, local.statements, ["iam:PassRole"])
      if plugin::soc2::covers_resource(s, "arn:aws:iam:::role/*") && !plugin::soc2::requires_condition(s, local.keys)
    ]
  }

  enforce {
    condition     = core::length([for g in local.granted : g if plugin::soc2::is_set(g)]) == 0
    error_message = "This policy allows to pass any role to any service (`${plugin::soc2::listed(local.granted)}`); name the roles, or limit the service by `iam:PassedToService`."
  }
}

resource_policy "aws_iam_user_policy" "policy_passrole_restricted" {
  locals {
    statements = plugin::soc2::policy_statements(attrs.policy)
    keys = ["iam:PassedToService", "iam:AssociatedResourceArn"]
    granted = [
      for s in local.statements : plugin::soc2::granted_actions(s, local.statements, ["iam:PassRole"])
      if plugin::soc2::covers_resource(s, "arn:aws:iam:::role/*") && !plugin::soc2::requires_condition(s, local.keys)
    ]
  }

  enforce {
    condition     = core::length([for g in local.granted : g if plugin::soc2::is_set(g)]) == 0
    error_message = "This policy allows to pass any role to any service (`${plugin::soc2::listed(local.granted)}`); name the roles, or limit the service by `iam:PassedToService`."
  }
}

resource_policy "aws_iam_role" "policy_passrole_restricted" {
  locals {
    statements = plugin::soc2::policy_statements(attrs.inline_policy)
    keys = ["iam:PassedToService", "iam:AssociatedResourceArn"]
    granted = [
      for s in local.statements : plugin::soc2::granted_actions(s, local.statements, ["iam:PassRole"])
      if plugin::soc2::covers_resource(s, "arn:aws:iam:::role/*") && !plugin::soc2::requires_condition(s, local.keys)
    ]
  }

  enforce {
    condition     = core::length([for g in local.granted : g if plugin::soc2::is_set(g)]) == 0
    error_message = "This policy allows to pass any role to any service (`${plugin::soc2::listed(local.granted)}`); name the roles, or limit the service by `iam:PassedToService`."
  }
}

resource_policy "aws_ssoadmin_permission_set_inline_policy" "policy_passrole_restricted" {
  locals {
    statements = plugin::soc2::policy_statements(attrs.inline_policy)
    keys = ["iam:PassedToService", "iam:AssociatedResourceArn"]
    granted = [
      for s in local.statements : plugin::soc2::granted_actions(s, local.statements, ["iam:PassRole"])
      if plugin::soc2::covers_resource(s, "arn:aws:iam:::role/*") && !plugin::soc2::requires_condition(s, local.keys)
    ]
  }

  enforce {
    condition     = core::length([for g in local.granted : g if plugin::soc2::is_set(g)]) == 0
    error_message = "This policy allows to pass any role to any service (`${plugin::soc2::listed(local.granted)}`); name the roles, or limit the service by `iam:PassedToService`."
  }
}
