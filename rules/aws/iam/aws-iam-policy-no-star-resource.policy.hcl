locals {
  soc2_aws_iam_policy_no_star_resource = {
    title    = "IAM policies name resources where the action supports it"
    severity = "medium"
    preset   = "strict"
    since    = "0.1.0"
    criteria = [
      { id = "CC6.3", strength = "supports", not_shown = "Whether the named resources are the least that is needed." },
    ]
    description = "An action that changes something and can be limited to a resource should be: otherwise a policy for one queue lets its holder empty all of them."
    remediation = {
      text   = "Name the resources; leave `*` to the actions that know no resource."
      before = <<-EOT
        resource "aws_iam_policy" "deploy" {
          name = "deploy"

          policy = jsonencode({
            Version = "2012-10-17"
            Statement = [{
              Effect   = "Allow"
              Action   = ["sqs:SendMessage", "sqs:DeleteMessage"]
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
              Action   = ["sqs:SendMessage", "sqs:DeleteMessage"]
              Resource = "arn:aws:sqs:eu-west-1:123456789012:orders"
            }]
          })
        }
      EOT
    }
    references = [
      "https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/iam_policy",
      "https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html#grant-least-privilege",
      "https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html",
    ]
  }
}

policy {
  required_providers {
    aws = { source = "hashicorp/aws", version = ">= 5.0.0, < 7.0.0" }
  }
}

resource_policy "aws_iam_policy" "policy_no_star_resource" {
  locals {
    statements = plugin::soc2::policy_statements(attrs.policy)
    granted = [
      for s in local.statements : plugin::soc2::granted_actions(s, local.statements, ["level:scopable"])
      if plugin::soc2::covers_resource(s, "*") && !plugin::soc2::is_narrowed(s)
    ]
  }

  enforce {
    condition     = core::length([for g in local.granted : g if plugin::soc2::is_set(g)]) == 0
    error_message = "This policy allows changes of every resource (`${plugin::soc2::listed(local.granted)}`); name the resources."
  }
}

resource_policy "aws_iam_role_policy" "policy_no_star_resource" {
  locals {
    statements = plugin::soc2::policy_statements(attrs.policy)
    granted = [
      for s in local.statements : plugin::soc2::granted_actions(s, local.statements, ["level:scopable"])
      if plugin::soc2::covers_resource(s, "*") && !plugin::soc2::is_narrowed(s)
    ]
  }

  enforce {
    condition     = core::length([for g in local.granted : g if plugin::soc2::is_set(g)]) == 0
    error_message = "This policy allows changes of every resource (`${plugin::soc2::listed(local.granted)}`); name the resources."
  }
}

resource_policy "aws_iam_group_policy" "policy_no_star_resource" {
  locals {
    statements = plugin::soc2::policy_statements(attrs.policy)
    granted = [
      for s in local.statements : plugin::soc2::granted_actions(s, local.statements, ["level:scopable"])
      if plugin::soc2::covers_resource(s, "*") && !plugin::soc2::is_narrowed(s)
    ]
  }

  enforce {
    condition     = core::length([for g in local.granted : g if plugin::soc2::is_set(g)]) == 0
    error_message = "This policy allows changes of every resource (`${plugin::soc2::listed(local.granted)}`); name the resources."
  }
}

resource_policy "aws_iam_user_policy" "policy_no_star_resource" {
  locals {
    statements = plugin::soc2::policy_statements(attrs.policy)
    granted = [
      for s in local.statements : plugin::soc2::granted_actions(s, local.statements, ["level:scopable"])
      if plugin::soc2::covers_resource(s, "*") && !plugin::soc2::is_narrowed(s)
    ]
  }

  enforce {
    condition     = core::length([for g in local.granted : g if plugin::soc2::is_set(g)]) == 0
    error_message = "This policy allows changes of every resource (`${plugin::soc2::listed(local.granted)}`); name the resources."
  }
}

resource_policy "aws_iam_role" "policy_no_star_resource" {
  locals {
    statements = plugin::soc2::policy_statements(attrs.inline_policy)
    granted = [
      for s in local.statements : plugin::soc2::granted_actions(s, local.statements, ["level:scopable"])
      if plugin::soc2::covers_resource(s, "*") && !plugin::soc2::is_narrowed(s)
    ]
  }

  enforce {
    condition     = core::length([for g in local.granted : g if plugin::soc2::is_set(g)]) == 0
    error_message = "This policy allows changes of every resource (`${plugin::soc2::listed(local.granted)}`); name the resources."
  }
}

resource_policy "aws_ssoadmin_permission_set_inline_policy" "policy_no_star_resource" {
  locals {
    statements = plugin::soc2::policy_statements(attrs.inline_policy)
    granted = [
      for s in local.statements : plugin::soc2::granted_actions(s, local.statements, ["level:scopable"])
      if plugin::soc2::covers_resource(s, "*") && !plugin::soc2::is_narrowed(s)
    ]
  }

  enforce {
    condition     = core::length([for g in local.granted : g if plugin::soc2::is_set(g)]) == 0
    error_message = "This policy allows changes of every resource (`${plugin::soc2::listed(local.granted)}`); name the resources."
  }
}
