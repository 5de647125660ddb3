locals {
  soc2_aws_organizations_scp_enabled = {
    title    = "The organization has all features and service control policies enabled"
    severity = "medium"
    preset   = "default"
    since    = "0.1.0"
    criteria = [
      { id = "CC6.1", strength = "supports", not_shown = "Which accounts stand below the target." },
      { id = "CC6.3", strength = "partial", not_shown = "Which rights are left to the accounts." },
    ]
    account_baseline = ["aws_organizations_organization"]
    description      = "With consolidated billing alone an organization is one bill, not a boundary. Service control policies need all features and their policy type switched on; else every policy that is written does nothing. Where another account manages the organization, that is a reason for an exception."
    remediation = {
      text   = "Set `feature_set = \"ALL\"` and put `SERVICE_CONTROL_POLICY` in `enabled_policy_types`."
      before = <<-EOT
        resource "aws_organizations_organization" "main" {
          feature_set = "ALL"
        }
      EOT
      after  = <<-EOT
        resource "aws_organizations_organization" "main" {
          feature_set          = "ALL"
          enabled_policy_types = ["SERVICE_CONTROL_POLICY"]
        }
      EOT
    }
    references = [
      "https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/organizations_organization",
      "https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_enable-disable.html",
    ]
  }
}

policy {
  required_providers {
    aws = { source = "hashicorp/aws", version = ">= 5.0.0, < 7.0.0" }
  }
}

resource_policy "aws_organizations_organization" "scp_enabled" {
  enforce {
    condition     = attrs.feature_set == null || attrs.feature_set == "ALL"
    error_message = "This organization is for billing only; set `feature_set = \"ALL\"`."
  }

  enforce {
    condition     = attrs.enabled_policy_types != null && core::contains(attrs.enabled_policy_types, "SERVICE_CONTROL_POLICY")
    error_message = "Service control policies are not switched on; add `SERVICE_CONTROL_POLICY` to `enabled_policy_types`."
  }
}
