locals {
  soc2_aws_iam_policy_no_service_wildcard_action = {
    title    = "IAM policies do not allow all actions of a service"
    severity = "medium"
    preset   = "default"
    since    = "0.1.0"
    criteria = [
      { id = "CC6.3", strength = "supports", not_shown = "Whether listed actions are the least that is needed." },
    ]
    description = "All actions of a service on all its resources is more than any job needs: reading, deleting and opening to others come together. Limited to named resources it may be right."
    remediation = {
      text   = "List the actions, or limit the statement to named resources."
      before = <<-EOT
        resource "aws_iam_policy" "deploy" {
          name = "deploy"

          policy = jsonencode({
            Version = "2012-10-17"
            Statement = [{
              Effect   = "Allow"
              Action   = "s3:*"
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
              Action   = "s3:*"
              Resource = ["arn:aws:s3:::example-data", "arn:aws:s3:::example-data/*"]
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

resource_policy "aws_iam_policy" "policy_no_service_wildcard_action" {
  locals {
    statements = plugin::soc2::policy_statements(attrs.policy)
    granted = [
      for s in local.statements : [
        for a in s.actions : a
        if core::regex_match(a, "^[A-Za-z0-9-]+:[*]+$") &&
        (plugin::soc2::covers_resource(s, "*") || plugin::soc2::covers_resource(s, "arn:aws:${core::lower(core::split(":", a)[0])}:::*")) &&
        core::length(plugin::soc2::granted_actions(s, local.statements, [a])) > 0
      ]
    ]
  }

  enforce {
    condition     = core::length([for g in local.granted : g if plugin::soc2::is_set(g)]) == 0
    error_message = "This policy allows every action of a service on all its resources (`${plugin::soc2::listed(local.granted)}`); list the actions or the resources that are needed."
  }
}

resource_policy "aws_iam_role_policy" "policy_no_service_wildcard_action" {
  locals {
    statements = plugin::soc2::policy_statements(attrs.policy)
    granted = [
      for s in local.statements : [
        for a in s.actions : a
        if core::regex_match(a, "^[A-Za-z0-9-]+:[*]+$") &&
        (plugin::soc2::covers_resource(s, "*") || plugin::soc2::covers_resource(s, "arn:aws:${core::lower(core::split(":", a)[0])}:::*")) &&
        core::length(plugin::soc2::granted_actions(s, local.statements, [a])) > 0
      ]
    ]
  }

  enforce {
    condition     = core::length([for g in local.granted : g if plugin::soc2::is_set(g)]) == 0
    error_message = "This policy allows every action of a service on all its resources (`${plugin::soc2::listed(local.granted)}`); list the actions or the resources that are needed."
  }
}

resource_policy "aws_iam_group_policy" "policy_no_service_wildcard_action" {
  locals {
    statements = plugin::soc2::policy_statements(attrs.policy)
    granted = [
      for s in local.statements : [
        for a in s.actions : a
        if core::regex_match(a, "^[A-Za-z0-9-]+:[*]+$") &&
        (plugin::soc2::covers_resource(s, "*") || plugin::soc2::covers_resource(s, "arn:aws:${core::lower(core::split(":", a)[0])}:::*")) &&
        core::length(plugin::soc2::granted_actions(s, local.statements, [a])) > 0
      ]
    ]
  }

  enforce {
    condition     = core::length([for g in local.granted : g if plugin::soc2::is_set(g)]) == 0
    error_message = "This policy allows every action of a service on all its resources (`${plugin::soc2::listed(local.granted)}`); list the actions or the resources that are needed."
  }
}

resource_policy "aws_iam_user_policy" "policy_no_service_wildcard_action" {
  locals {
    statements = plugin::soc2::policy_statements(attrs.policy)
    granted = [
      for s in local.statements : [
        for a in s.actions : a
        if core::regex_match(a, "^[A-Za-z0-9-]+:[*]+$") &&
        (plugin::soc2::covers_resource(s, "*") || plugin::soc2::covers_resource(s, "arn:aws:${core::lower(core::split(":", a)[0])}:::*")) &&
        core::length(plugin::soc2::granted_actions(s, local.statements, [a])) > 0
      ]
    ]
  }

  enforce {
    condition     = core::length([for g in local.granted : g if plugin::soc2::is_set(g)]) == 0
    error_message = "This policy allows every action of a service on all its resources (`${plugin::soc2::listed(local.granted)}`); list the actions or the resources that are needed."
  }
}

resource_policy "aws_iam_role" "policy_no_service_wildcard_action" {
  locals {
    statements = plugin::soc2::policy_statements(attrs.inline_policy)
    granted = [
      for s in local.statements : [
        for a in s.actions : a
        if core::regex_match(a, "^[A-Za-z0-9-]+:[*]+$") &&
        (plugin::soc2::covers_resource(s, "*") || plugin::soc2::covers_resource(s, "arn:aws:${core::lower(core::split(":", a)[0])}:::*")) &&
        core::length(plugin::soc2::granted_actions(s, local.statements, [a])) > 0
      ]
    ]
  }

  enforce {
    condition     = core::length([for g in local.granted : g if plugin::soc2::is_set(g)]) == 0
    error_message = "This policy allows every action of a service on all its resources (`${plugin::soc2::listed(local.granted)}`); list the actions or the resources that are needed."
  }
}

resource_policy "aws_ssoadmin_permission_set_inline_policy" "policy_no_service_wildcard_action" {
  locals {
    statements = plugin::soc2::policy_statements(attrs.inline_policy)
    granted = [
      for s in local.statements : [
        for a in s.actions : a
        if core::regex_match(a, "^[A-Za-z0-9-]+:[*]+$") &&
        (plugin::soc2::covers_resource(s, "*") || plugin::soc2::covers_resource(s, "arn:aws:${core::lower(core::split(":", a)[0])}:::*")) &&
        core::length(plugin::soc2::granted_actions(s, local.statements, [a])) > 0
      ]
    ]
  }

  enforce {
    condition     = core::length([for g in local.granted : g if plugin::soc2::is_set(g)]) == 0
    error_message = "This policy allows every action of a service on all its resources (`${plugin::soc2::listed(local.granted)}`); list the actions or the resources that are needed."
  }
}
