locals {
  soc2_aws_organizations_scp_restrict_root_user = {
    title    = "A service control policy denies actions of member account root users"
    severity = "high"
    preset   = "default"
    since    = "0.1.0"
    criteria = [
      { id = "CC6.1", strength = "supports", not_shown = "Which accounts stand below the target, and the root user of the management account." },
      { id = "CC6.3", strength = "partial", not_shown = "Which rights other users have." },
      { id = "CC6.2", strength = "partial", not_shown = "Who holds the credentials of the root users." },
    ]
    account_baseline = ["aws_organizations_policy"]
    description      = "The root user of an account can do everything and no policy of the account limits it; only a service control policy does. With one, lost root credentials of a member account are worth little. Where another account manages the organization, that is a reason for an exception."
    remediation = {
      text   = "Deny `*` where `aws:PrincipalArn` is `arn:aws:iam::*:root` in an attached service control policy."
      before = <<-EOT
        resource "aws_organizations_policy" "guard" {
          name = "guard"

          content = jsonencode({
            Version = "2012-10-17"
            Statement = [{
              Effect   = "Deny"
              Action   = "*"
              Resource = "*"
              Condition = {
                StringLike = {
                  "aws:PrincipalArn" = "arn:aws:iam::*:root"
                }
              }
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
              Action   = "*"
              Resource = "*"
              Condition = {
                StringLike = {
                  "aws:PrincipalArn" = "arn:aws:iam::*:root"
                }
              }
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
      "https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps_examples_general.html#example-scp-root-user",
    ]
  }
}

policy {
  required_providers {
    aws = { source = "hashicorp/aws", version = ">= 5.0.0, < 7.0.0" }
  }
}

resource_policy "aws_organizations_policy" "scp_restrict_root_user" {
  filter = (attrs.type == null || attrs.type == "SERVICE_CONTROL_POLICY") && core::length(local.of_root) > 0

  locals {
    of_root = [
      for s in plugin::soc2::policy_statements(attrs.content) : s
      if s.effect == "Deny" && core::length([
        for c in s.conditions : c
        if(core::lower(c.key) == "aws:principalarn" && core::regex_match(c.operator, "^(?i)(ForAnyValue:)?(String|Arn)(Like|Equals)$") && core::length([for v in c.values : v if core::regex_match(v, "^arn:[^:]+:iam::[^:]*:root$")]) > 0) || core::lower(c.key) == "aws:assumedroot"
      ]) > 0
    ]
    everything  = [for s in local.of_root : s if core::length([for a in s.actions : a if a == "*" || a == "*:*"]) > 0 || core::length(s.not_actions) > 0]
    attachments = core::getresources("aws_organizations_policy_attachment", { policy_id = attrs.id })
    # A policy may deny a few actions besides an attached one that denies them all.
    complete = [
      for p in core::getresources("aws_organizations_policy", {}) : p
      if(p.type == null || p.type == "SERVICE_CONTROL_POLICY") && core::length(core::getresources("aws_organizations_policy_attachment", { policy_id = p.id })) > 0 && core::length([
        for s in plugin::soc2::policy_statements(p.content) : s
        if s.effect == "Deny" && (core::length([for a in s.actions : a if a == "*" || a == "*:*"]) > 0 || core::length(s.not_actions) > 0) && core::length([
          for c in s.conditions : c
          if(core::lower(c.key) == "aws:principalarn" && core::regex_match(c.operator, "^(?i)(ForAnyValue:)?(String|Arn)(Like|Equals)$") && core::length([for v in c.values : v if core::regex_match(v, "^arn:[^:]+:iam::[^:]*:root$")]) > 0) || core::lower(c.key) == "aws:assumedroot"
        ]) > 0
      ]) > 0
    ]
  }

  enforce {
    condition     = core::length(local.attachments) > 0
    error_message = "This service control policy is attached to nothing, so it denies nothing; add an `aws_organizations_policy_attachment`."
  }

  enforce {
    condition     = core::length(local.everything) > 0 || core::length(local.complete) > 0
    error_message = "This service control policy denies root users some actions only; deny `*`, or use `NotAction` for the tasks that only root can do."
  }
}
