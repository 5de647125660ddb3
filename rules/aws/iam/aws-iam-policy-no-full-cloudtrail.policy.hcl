locals {
  soc2_aws_iam_policy_no_full_cloudtrail = {
    title    = "IAM policies do not allow cloudtrail:*"
    severity = "medium"
    preset   = "default"
    since    = "0.1.0"
    criteria = [
      { id = "CC6.3", strength = "supports", not_shown = "Rights to the bucket and the key of the trail." },
      { id = "CC7.2", strength = "partial", not_shown = "Whether somebody notices that a trail was stopped." },
      { id = "CC3.3", strength = "partial", not_shown = "Other ways to hide an action, such as deleting the logs." },
    ]
    description = "Who may stop or delete a trail can act unseen. Only the few who run the audit trail need it, and they need it on named trails."
    remediation = {
      text   = "Allow what is needed: reading events, or changes of a named trail."
      before = <<-EOT
        resource "aws_iam_policy" "deploy" {
          name = "deploy"

          policy = jsonencode({
            Version = "2012-10-17"
            Statement = [{
              Effect   = "Allow"
              Action   = "cloudtrail:*"
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
              Action   = ["cloudtrail:LookupEvents", "cloudtrail:Get*", "cloudtrail:Describe*"]
              Resource = "*"
            }]
          })
        }
      EOT
    }
    references = [
      "https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/iam_policy",
      "https://docs.aws.amazon.com/awscloudtrail/latest/userguide/security_iam_id-based-policy-examples.html",
    ]
  }
}

policy {
  required_providers {
    aws = { source = "hashicorp/aws", version = ">= 5.0.0, < 7.0.0" }
  }
}

resource_policy "aws_iam_policy" "policy_no_full_cloudtrail" {
  locals {
    statements = plugin::soc2::policy_statements(attrs.policy)
    granted = [
      for s in local.statements : [
        for a in plugin::soc2::granted_actions(s, local.statements, ["cloudtrail:*"]) : a
        if !plugin::soc2::matches_iam_pattern(a, "*:*")
      ]
      if plugin::soc2::covers_resource(s, "*") && core::length(s.not_actions) == 0
    ]
  }

  enforce {
    condition     = core::length([for g in local.granted : g if plugin::soc2::is_set(g)]) == 0
    error_message = "This policy allows every action of CloudTrail, also to stop and delete trails; list those that are needed instead of `${plugin::soc2::listed(local.granted)}`."
  }
}

resource_policy "aws_iam_role_policy" "policy_no_full_cloudtrail" {
  locals {
    statements = plugin::soc2::policy_statements(attrs.policy)
    granted = [
      for s in local.statements : [
        for a in plugin::soc2::granted_actions(s, local.statements, ["cloudtrail:*"]) : a
        if !plugin::soc2::matches_iam_pattern(a, "*:*")
      ]
      if plugin::soc2::covers_resource(s, "*") && core::length(s.not_actions) == 0
    ]
  }

  enforce {
    condition     = core::length([for g in local.granted : g if plugin::soc2::is_set(g)]) == 0
    error_message = "This policy allows every action of CloudTrail, also to stop and delete trails; list those that are needed instead of `${plugin::soc2::listed(local.granted)}`."
  }
}

resource_policy "aws_iam_group_policy" "policy_no_full_cloudtrail" {
  locals {
    statements = plugin::soc2::policy_statements(attrs.policy)
    granted = [
      for s in local.statements : [
        for a in plugin::soc2::granted_actions(s, local.statements, ["cloudtrail:*"]) : a
        if !plugin::soc2::matches_iam_pattern(a, "*:*")
      ]
      if plugin::soc2::covers_resource(s, "*") && core::length(s.not_actions) == 0
    ]
  }

  enforce {
    condition     = core::length([for g in local.granted : g if plugin::soc2::is_set(g)]) == 0
    error_message = "This policy allows every action of CloudTrail, also to stop and delete trails; list those that are needed instead of `${plugin::soc2::listed(local.granted)}`."
  }
}

resource_policy "aws_iam_user_policy" "policy_no_full_cloudtrail" {
  locals {
    statements = plugin::soc2::policy_statements(attrs.policy)
    granted = [
      for s in local.statements : [
        for a in plugin::soc2::granted_actions(s, local.statements, ["cloudtrail:*"]) : a
        if !plugin::soc2::matches_iam_pattern(a, "*:*")
      ]
      if plugin::soc2::covers_resource(s, "*") && core::length(s.not_actions) == 0
    ]
  }

  enforce {
    condition     = core::length([for g in local.granted : g if plugin::soc2::is_set(g)]) == 0
    error_message = "This policy allows every action of CloudTrail, also to stop and delete trails; list those that are needed instead of `${plugin::soc2::listed(local.granted)}`."
  }
}

resource_policy "aws_iam_role" "policy_no_full_cloudtrail" {
  locals {
    statements = plugin::soc2::policy_statements(attrs.inline_policy)
    granted = [
      for s in local.statements : [
        for a in plugin::soc2::granted_actions(s, local.statements, ["cloudtrail:*"]) : a
        if !plugin::soc2::matches_iam_pattern(a, "*:*")
      ]
      if plugin::soc2::covers_resource(s, "*") && core::length(s.not_actions) == 0
    ]
  }

  enforce {
    condition     = core::length([for g in local.granted : g if plugin::soc2::is_set(g)]) == 0
    error_message = "This policy allows every action of CloudTrail, also to stop and delete trails; list those that are needed instead of `${plugin::soc2::listed(local.granted)}`."
  }
}

resource_policy "aws_ssoadmin_permission_set_inline_policy" "policy_no_full_cloudtrail" {
  locals {
    statements = plugin::soc2::policy_statements(attrs.inline_policy)
    granted = [
      for s in local.statements : [
        for a in plugin::soc2::granted_actions(s, local.statements, ["cloudtrail:*"]) : a
        if !plugin::soc2::matches_iam_pattern(a, "*:*")
      ]
      if plugin::soc2::covers_resource(s, "*") && core::length(s.not_actions) == 0
    ]
  }

  enforce {
    condition     = core::length([for g in local.granted : g if plugin::soc2::is_set(g)]) == 0
    error_message = "This policy allows every action of CloudTrail, also to stop and delete trails; list those that are needed instead of `${plugin::soc2::listed(local.granted)}`."
  }
}
