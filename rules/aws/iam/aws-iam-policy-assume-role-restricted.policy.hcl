locals {
  soc2_aws_iam_policy_assume_role_restricted = {
    title    = "sts:AssumeRole is limited to named roles"
    severity = "medium"
    preset   = "default"
    since    = "0.1.0"
    criteria = [
      { id = "CC6.3", strength = "supports", not_shown = "Which roles trust the holder, and what they may do." },
    ]
    description = "A policy that allows to assume any role reaches every role whose trust policy names the account, also those that somebody adds tomorrow, here and elsewhere."
    remediation = {
      text   = "Name the roles, or limit the statement by `aws:ResourceOrgID`."
      before = <<-EOT
        resource "aws_iam_policy" "deploy" {
          name = "deploy"

          policy = jsonencode({
            Version = "2012-10-17"
            Statement = [{
              Effect   = "Allow"
              Action   = "sts:AssumeRole"
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
              Action   = "sts:AssumeRole"
              Resource = "arn:aws:iam::*:role/deploy"
            }]
          })
        }
      EOT
    }
    references = [
      "https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/iam_policy",
      "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_permissions-to-switch.html",
    ]
  }
}

policy {
  required_providers {
    aws = { source = "hashicorp/aws", version = ">= 5.0.0, < 7.0.0" }
  }
}

resource_policy "aws_iam_policy" "policy_assume_role_restricted" {
  locals {
    statements = plugin::soc2::policy_statements(attrs.policy)
    keys = ["aws:ResourceOrgID", "aws:ResourceOrgPaths", "aws:ResourceAccount", "aws:ResourceTag/*", "iam:ResourceTag/*"]
    granted = [
      for s in local.statements : plugin::soc2::granted_actions(s, local.statements, ["sts:AssumeRole"])
      if (plugin::soc2::covers_resource(s, "*") || plugin::soc2::covers_resource(s, "arn:aws:iam::*:role/*")) && !plugin::soc2::requires_condition(s, local.keys)
    ]
  }

  enforce {
    condition     = core::length([for g in local.granted : g if plugin::soc2::is_set(g)]) == 0
    error_message = "This policy allows to assume any role (`${plugin::soc2::listed(local.granted)}`); name the roles, or limit the statement by `aws:ResourceOrgID`."
  }
}

resource_policy "aws_iam_role_policy" "policy_assume_role_restricted" {
  locals {
    statements = plugin::soc2::policy_statements(attrs.policy)
    keys = ["aws:ResourceOrgID", "aws:ResourceOrgPaths", "aws:ResourceAccount", "aws:ResourceTag/*", "iam:ResourceTag/*"]
    granted = [
      for s in local.statements : plugin::soc2::granted_actions(s, local.statements, ["sts:AssumeRole"])
      if (plugin::soc2::covers_resource(s, "*") || plugin::soc2::covers_resource(s, "arn:aws:iam::*:role/*")) && !plugin::soc2::requires_condition(s, local.keys)
    ]
  }

  enforce {
    condition     = core::length([for g in local.granted : g if plugin::soc2::is_set(g)]) == 0
    error_message = "This policy allows to assume any role (`${plugin::soc2::listed(local.granted)}`); name the roles, or limit the statement by `aws:ResourceOrgID`."
  }
}

resource_policy "aws_iam_group_policy" "policy_assume_role_restricted" {
  locals {
    statements = plugin::soc2::policy_statements(attrs.policy)
    keys = ["aws:ResourceOrgID", "aws:ResourceOrgPaths", "aws:ResourceAccount", "aws:ResourceTag/*", "iam:ResourceTag/*"]
    granted = [
      for s in local.statements : plugin::soc2::granted_actions(s, local.statements, ["sts:AssumeRole"])
      if (plugin::soc2::covers_resource(s, "*") || plugin::soc2::covers_resource(s, "arn:aws:iam::*:role/*")) && !plugin::soc2::requires_condition(s, local.keys)
    ]
  }

  enforce {
    condition     = core::length([for g in local.granted : g if plugin::soc2::is_set(g)]) == 0
    error_message = "This policy allows to assume any role (`${plugin::soc2::listed(local.granted)}`); name the roles, or limit the statement by `aws:ResourceOrgID`."
  }
}

resource_policy "aws_iam_user_policy" "policy_assume_role_restricted" {
  locals {
    statements = plugin::soc2::policy_statements(attrs.policy)
    keys = ["aws:ResourceOrgID", "aws:ResourceOrgPaths", "aws:ResourceAccount", "aws:ResourceTag/*", "iam:ResourceTag/*"]
    granted = [
      for s in local.statements : plugin::soc2::granted_actions(s, local.statements, ["sts:AssumeRole"])
      if (plugin::soc2::covers_resource(s, "*") || plugin::soc2::covers_resource(s, "arn:aws:iam::*:role/*")) && !plugin::soc2::requires_condition(s, local.keys)
    ]
  }

  enforce {
    condition     = core::length([for g in local.granted : g if plugin::soc2::is_set(g)]) == 0
    error_message = "This policy allows to assume any role (`${plugin::soc2::listed(local.granted)}`); name the roles, or limit the statement by `aws:ResourceOrgID`."
  }
}

resource_policy "aws_iam_role" "policy_assume_role_restricted" {
  locals {
    statements = plugin::soc2::policy_statements(attrs.inline_policy)
    keys = ["aws:ResourceOrgID", "aws:ResourceOrgPaths", "aws:ResourceAccount", "aws:ResourceTag/*", "iam:ResourceTag/*"]
    granted = [
      for s in local.statements : plugin::soc2::granted_actions(s, local.statements, ["sts:AssumeRole"])
      if (plugin::soc2::covers_resource(s, "*") || plugin::soc2::covers_resource(s, "arn:aws:iam::*:role/*")) && !plugin::soc2::requires_condition(s, local.keys)
    ]
  }

  enforce {
    condition     = core::length([for g in local.granted : g if plugin::soc2::is_set(g)]) == 0
    error_message = "This policy allows to assume any role (`${plugin::soc2::listed(local.granted)}`); name the roles, or limit the statement by `aws:ResourceOrgID`."
  }
}

resource_policy "aws_ssoadmin_permission_set_inline_policy" "policy_assume_role_restricted" {
  locals {
    statements = plugin::soc2::policy_statements(attrs.inline_policy)
    keys = ["aws:ResourceOrgID", "aws:ResourceOrgPaths", "aws:ResourceAccount", "aws:ResourceTag/*", "iam:ResourceTag/*"]
    granted = [
      for s in local.statements : plugin::soc2::granted_actions(s, local.statements, ["sts:AssumeRole"])
      if (plugin::soc2::covers_resource(s, "*") || plugin::soc2::covers_resource(s, "arn:aws:iam::*:role/*")) && !plugin::soc2::requires_condition(s, local.keys)
    ]
  }

  enforce {
    condition     = core::length([for g in local.granted : g if plugin::soc2::is_set(g)]) == 0
    error_message = "This policy allows to assume any role (`${plugin::soc2::listed(local.granted)}`); name the roles, or limit the statement by `aws:ResourceOrgID`."
  }
}
