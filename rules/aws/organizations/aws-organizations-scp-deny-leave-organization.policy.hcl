locals {
  soc2_aws_organizations_scp_deny_leave_organization = {
    title    = "A service control policy stops member accounts from leaving the organization"
    severity = "medium"
    preset   = "default"
    since    = "0.1.0"
    criteria = [
      { id = "CC6.1", strength = "supports", not_shown = "Which accounts stand below the target." },
      { id = "CC6.3", strength = "partial", not_shown = "Which rights are left to the accounts." },
    ]
    account_baseline = ["aws_organizations_policy"]
    description      = "An account that leaves takes its data out of reach of every guard of the organization: service control policies, the organization's trail, central detection. One statement prevents it. Where another account manages the organization, that is a reason for an exception."
    remediation = {
      text   = "Deny `organizations:LeaveOrganization` on `*` in a service control policy and attach it to the root."
      before = <<-EOT
        resource "aws_organizations_policy" "guard" {
          name = "guard"

          content = jsonencode({
            Version = "2012-10-17"
            Statement = [{
              Effect   = "Deny"
              Action   = "organizations:LeaveOrganization"
              Resource = "*"
            }]
          })
        }
      EOT
      after  = <<-EOT
        resource "aws_organizations_policy" "guard" {
          name = "guard"

          content = jsonencode({
            Version = "2012-10-17"
            Statement = [{
              Effect   = "Deny"
              Action   = "organizations:LeaveOrganization"
              Resource = "*"
            }]
          })
        }

        resource "aws_organizations_policy_attachment" "guard" {
          policy_id = aws_organizations_policy.guard.id
          target_id = "ou-0123-01234567"
        }
      EOT
    }
    references = [
      "https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/organizations_policy",
      "https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/organizations_policy_attachment",
      "https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps.html",
      "https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps_examples_general.html",
    ]
  }
}

policy {
  required_providers {
    aws = { source = "hashicorp/aws", version = ">= 5.0.0, < 7.0.0" }
  }
}

resource_policy "aws_organizations_policy" "scp_deny_leave_organization" {
  filter = (attrs.type == null || attrs.type == "SERVICE_CONTROL_POLICY") && core::length(local.denies) > 0

  locals {
    covering = [
      for s in plugin::soc2::policy_statements(attrs.content) : s
      if s.effect == "Deny" && (
        core::length([for a in s.actions : a if plugin::soc2::matches_iam_pattern(a, "organizations:LeaveOrganization")]) > 0 ||
        (core::length(s.not_actions) > 0 && core::length([for a in s.not_actions : a if plugin::soc2::matches_iam_pattern(a, "organizations:LeaveOrganization")]) == 0)
      )
    ]
    # What denies everything under a condition (to root users, outside of regions) is not about leaving.
    denies = [
      for s in local.covering : s
      if core::length(s.conditions) == 0 || core::length([for a in s.actions : a if !core::contains(["*", "*:*"], a) && plugin::soc2::matches_iam_pattern(a, "organizations:LeaveOrganization")]) > 0
    ]
    absolute    = [for s in local.denies : s if core::contains(s.resources, "*") && core::length(s.conditions) == 0]
    attachments = core::getresources("aws_organizations_policy_attachment", { policy_id = attrs.id })
  }

  enforce {
    condition     = core::length(local.attachments) > 0
    error_message = "This service control policy is attached to nothing, so it denies nothing; add an `aws_organizations_policy_attachment`."
  }

  enforce {
    condition     = core::length(local.absolute) > 0
    error_message = "This service control policy denies leaving the organization only under conditions; deny it on `*` without a `Condition`."
  }
}
