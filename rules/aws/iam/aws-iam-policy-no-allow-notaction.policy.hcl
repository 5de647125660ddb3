locals {
  soc2_aws_iam_policy_no_allow_notaction = {
    title    = "IAM policies do not use NotAction or NotResource with Allow"
    severity = "high"
    preset   = "default"
    since    = "0.1.0"
    criteria = [
      { id = "CC6.3", strength = "supports", not_shown = "Whether listed actions are the least that is needed." },
    ]
    description = "`NotAction` with Allow grants every action that is not listed, also those of services that AWS has not launched yet; `NotResource` does so with resources. Nobody reviews what is not written down."
    remediation = {
      text   = "List what is allowed in `Action` and `Resource`; keep `NotAction` for Deny statements."
      before = <<-EOT
        resource "aws_iam_policy" "deploy" {
          name = "deploy"

          policy = jsonencode({
            Version = "2012-10-17"
            Statement = [{
              Effect    = "Allow"
              NotAction = "iam:*"
              Resource  = "*"
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
      "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notaction.html",
      "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notresource.html",
    ]
  }
}

policy {
  required_providers {
    aws = { source = "hashicorp/aws", version = ">= 5.0.0, < 7.0.0" }
  }
}

resource_policy "aws_iam_policy" "policy_no_allow_notaction" {
  locals {
    statements = plugin::soc2::policy_statements(attrs.policy)
    open = [
      for s in local.statements : s
      if s.effect == "Allow" && (core::length(s.not_actions) > 0 || core::length(s.not_resources) > 0)
    ]
  }

  enforce {
    condition     = core::length(local.open) == 0
    error_message = "A statement of this policy allows everything but what it lists; write `Action` and `Resource` instead of `NotAction` and `NotResource`."
  }
}

resource_policy "aws_iam_role_policy" "policy_no_allow_notaction" {
  locals {
    statements = plugin::soc2::policy_statements(attrs.policy)
    open = [
      for s in local.statements : s
      if s.effect == "Allow" && (core::length(s.not_actions) > 0 || core::length(s.not_resources) > 0)
    ]
  }

  enforce {
    condition     = core::length(local.open) == 0
    error_message = "A statement of this policy allows everything but what it lists; write `Action` and `Resource` instead of `NotAction` and `NotResource`."
  }
}

resource_policy "aws_iam_group_policy" "policy_no_allow_notaction" {
  locals {
    statements = plugin::soc2::policy_statements(attrs.policy)
    open = [
      for s in local.statements : s
      if s.effect == "Allow" && (core::length(s.not_actions) > 0 || core::length(s.not_resources) > 0)
    ]
  }

  enforce {
    condition     = core::length(local.open) == 0
    error_message = "A statement of this policy allows everything but what it lists; write `Action` and `Resource` instead of `NotAction` and `NotResource`."
  }
}

resource_policy "aws_iam_user_policy" "policy_no_allow_notaction" {
  locals {
    statements = plugin::soc2::policy_statements(attrs.policy)
    open = [
      for s in local.statements : s
      if s.effect == "Allow" && (core::length(s.not_actions) > 0 || core::length(s.not_resources) > 0)
    ]
  }

  enforce {
    condition     = core::length(local.open) == 0
    error_message = "A statement of this policy allows everything but what it lists; write `Action` and `Resource` instead of `NotAction` and `NotResource`."
  }
}

resource_policy "aws_iam_role" "policy_no_allow_notaction" {
  locals {
    statements = plugin::soc2::policy_statements(attrs.inline_policy)
    open = [
      for s in local.statements : s
      if s.effect == "Allow" && (core::length(s.not_actions) > 0 || core::length(s.not_resources) > 0)
    ]
  }

  enforce {
    condition     = core::length(local.open) == 0
    error_message = "A statement of this policy allows everything but what it lists; write `Action` and `Resource` instead of `NotAction` and `NotResource`."
  }
}

resource_policy "aws_ssoadmin_permission_set_inline_policy" "policy_no_allow_notaction" {
  locals {
    statements = plugin::soc2::policy_statements(attrs.inline_policy)
    open = [
      for s in local.statements : s
      if s.effect == "Allow" && (core::length(s.not_actions) > 0 || core::length(s.not_resources) > 0)
    ]
  }

  enforce {
    condition     = core::length(local.open) == 0
    error_message = "A statement of this policy allows everything but what it lists; write `Action` and `Resource` instead of `NotAction` and `NotResource`."
  }
}
