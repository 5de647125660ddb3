locals {
  soc2_aws_iam_policy_no_unconstrained_permissions_management = {
    title    = "IAM policies do not allow permissions management on all resources"
    severity = "high"
    preset   = "default"
    since    = "0.1.0"
    criteria = [
      { id = "CC6.3", strength = "supports", not_shown = "Rights to change permissions of named resources." },
      { id = "CC6.1", strength = "supports", not_shown = "Who holds the policy." },
    ]
    description = "Who may change policies, of roles, buckets or keys, decides what everybody else may do. On all resources that is the right of an administrator, under another name."
    remediation = {
      text   = "Name the resources whose permissions may be changed, or ask for a permissions boundary by a condition."
      before = <<-EOT
        resource "aws_iam_policy" "deploy" {
          name = "deploy"

          policy = jsonencode({
            Version = "2012-10-17"
            Statement = [{
              Effect   = "Allow"
              Action   = ["s3:PutBucketPolicy", "s3:GetObject"]
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
              Action   = "s3:PutBucketPolicy"
              Resource = "arn:aws:s3:::example-data"
            }]
          })
        }
      EOT
    }
    references = [
      "https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/iam_policy",
      "https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html#grant-least-privilege",
      "https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_understand-policy-summary-access-level-summaries.html",
    ]
  }
}

policy {
  required_providers {
    aws = { source = "hashicorp/aws", version = ">= 5.0.0, < 7.0.0" }
  }
}

resource_policy "aws_iam_policy" "policy_no_unconstrained_permissions_management" {
  locals {
    statements = plugin::soc2::policy_statements(attrs.policy)
    granted = [
      for s in local.statements : plugin::soc2::granted_actions(s, local.statements, ["level:permissions-management"])
      if plugin::soc2::covers_resource(s, "*") && !plugin::soc2::is_narrowed(s)
    ]
  }

  enforce {
    condition     = core::length([for g in local.granted : g if plugin::soc2::is_set(g)]) == 0
    error_message = "This policy allows to change permissions of every resource (`${plugin::soc2::listed(local.granted)}`); name the resources, or ask for a permissions boundary by a condition."
  }
}

resource_policy "aws_iam_role_policy" "policy_no_unconstrained_permissions_management" {
  locals {
    statements = plugin::soc2::policy_statements(attrs.policy)
    granted = [
      for s in local.statements : plugin::soc2::granted_actions(s, local.statements, ["level:permissions-management"])
      if plugin::soc2::covers_resource(s, "*") && !plugin::soc2::is_narrowed(s)
    ]
  }

  enforce {
    condition     = core::length([for g in local.granted : g if plugin::soc2::is_set(g)]) == 0
    error_message = "This policy allows to change permissions of every resource (`${plugin::soc2::listed(local.granted)}`); name the resources, or ask for a permissions boundary by a condition."
  }
}

resource_policy "aws_iam_group_policy" "policy_no_unconstrained_permissions_management" {
  locals {
    statements = plugin::soc2::policy_statements(attrs.policy)
    granted = [
      for s in local.statements : plugin::soc2::granted_actions(s, local.statements, ["level:permissions-management"])
      if plugin::soc2::covers_resource(s, "*") && !plugin::soc2::is_narrowed(s)
    ]
  }

  enforce {
    condition     = core::length([for g in local.granted : g if plugin::soc2::is_set(g)]) == 0
    error_message = "This policy allows to change permissions of every resource (`${plugin::soc2::listed(local.granted)}`); name the resources, or ask for a permissions boundary by a condition."
  }
}

resource_policy "aws_iam_user_policy" "policy_no_unconstrained_permissions_management" {
  locals {
    statements = plugin::soc2::policy_statements(attrs.policy)
    granted = [
      for s in local.statements : plugin::soc2::granted_actions(s, local.statements, ["level:permissions-management"])
      if plugin::soc2::covers_resource(s, "*") && !plugin::soc2::is_narrowed(s)
    ]
  }

  enforce {
    condition     = core::length([for g in local.granted : g if plugin::soc2::is_set(g)]) == 0
    error_message = "This policy allows to change permissions of every resource (`${plugin::soc2::listed(local.granted)}`); name the resources, or ask for a permissions boundary by a condition."
  }
}

resource_policy "aws_iam_role" "policy_no_unconstrained_permissions_management" {
  locals {
    statements = plugin::soc2::policy_statements(attrs.inline_policy)
    granted = [
      for s in local.statements : plugin::soc2::granted_actions(s, local.statements, ["level:permissions-management"])
      if plugin::soc2::covers_resource(s, "*") && !plugin::soc2::is_narrowed(s)
    ]
  }

  enforce {
    condition     = core::length([for g in local.granted : g if plugin::soc2::is_set(g)]) == 0
    error_message = "This policy allows to change permissions of every resource (`${plugin::soc2::listed(local.granted)}`); name the resources, or ask for a permissions boundary by a condition."
  }
}

resource_policy "aws_ssoadmin_permission_set_inline_policy" "policy_no_unconstrained_permissions_management" {
  locals {
    statements = plugin::soc2::policy_statements(attrs.inline_policy)
    granted = [
      for s in local.statements : plugin::soc2::granted_actions(s, local.statements, ["level:permissions-management"])
      if plugin::soc2::covers_resource(s, "*") && !plugin::soc2::is_narrowed(s)
    ]
  }

  enforce {
    condition     = core::length([for g in local.granted : g if plugin::soc2::is_set(g)]) == 0
    error_message = "This policy allows to change permissions of every resource (`${plugin::soc2::listed(local.granted)}`); name the resources, or ask for a permissions boundary by a condition."
  }
}
