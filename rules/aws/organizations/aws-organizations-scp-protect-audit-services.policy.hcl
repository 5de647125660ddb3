locals {
  soc2_aws_organizations_scp_protect_audit_services = {
    title    = "A service control policy protects CloudTrail, Config, GuardDuty and Security Hub from being switched off"
    severity = "medium"
    preset   = "default"
    since    = "0.1.0"
    criteria = [
      { id = "CC7.2", strength = "supports", not_shown = "Which accounts stand below the target, and whether the services are on there." },
      { id = "CC6.3", strength = "partial", not_shown = "Who may use the exempted role." },
    ]
    account_baseline = ["aws_organizations_policy"]
    description      = "Who takes over an account switches its audit trail and detection off first. A service control policy takes that from everybody in the member accounts, administrators included; a condition may exempt one role. Where another account manages the organization, that is a reason for an exception."
    remediation = {
      text   = "Deny the actions that stop or delete trails, recorders, detectors and Security Hub in attached service control policies."
      before = <<-EOT
        resource "aws_organizations_policy" "guard" {
          name = "guard"

          content = jsonencode({
            Version = "2012-10-17"
            Statement = [{
              Effect   = "Deny"
              Action   = ["cloudtrail:StopLogging", "cloudtrail:DeleteTrail"]
              Resource = "*"
            }]
          })
        }

        resource "aws_organizations_policy_attachment" "guard" {
          policy_id = aws_organizations_policy.guard.id
          target_id = "ou-0123-01234567"
        }
      EOT
      after  = <<-EOT
        resource "aws_organizations_policy" "guard" {
          name = "guard"

          content = jsonencode({
            Version = "2012-10-17"
            Statement = [{
              Effect   = "Deny"
              Action   = ["cloudtrail:StopLogging", "cloudtrail:DeleteTrail", "config:StopConfigurationRecorder", "config:DeleteConfigurationRecorder", "guardduty:DeleteDetector", "guardduty:DisassociateFromAdministratorAccount", "securityhub:DisableSecurityHub"]
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
      "https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps_examples.html",
    ]
  }
}

policy {
  required_providers {
    aws = { source = "hashicorp/aws", version = ">= 5.0.0, < 7.0.0" }
  }
}

resource_policy "aws_organizations_policy" "scp_protect_audit_services" {
  # Judged are the policies that protect some of these services; what they deny together counts.
  filter = (attrs.type == null || attrs.type == "SERVICE_CONTROL_POLICY") && core::length(local.own) > 0

  locals {
    protected = ["cloudtrail:StopLogging", "cloudtrail:DeleteTrail", "config:StopConfigurationRecorder", "config:DeleteConfigurationRecorder", "guardduty:DeleteDetector", "securityhub:DisableSecurityHub"]
    leaving   = ["guardduty:DisassociateFromAdministratorAccount", "guardduty:DisassociateFromMasterAccount"]
    # Conditions that exempt somebody leave a denial in force for all others; any other condition leaves the door open.
    exempting = "^(?i)((ForAnyValue:|ForAllValues:)?(String|Arn)Not(Equals|EqualsIgnoreCase|Like)(IfExists)? aws:Principal|Bool(IfExists)? aws:(PrincipalIsAWSService|ViaAWSService)$)"
    own = [
      for s in plugin::soc2::policy_statements(attrs.content) : s
      if s.effect == "Deny" && core::length([
        for a in local.protected : a
        if core::length([for p in s.actions : p if !core::contains(["*", "*:*"], p) && plugin::soc2::matches_iam_pattern(p, a)]) > 0
      ]) > 0
    ]
    attachments = core::getresources("aws_organizations_policy_attachment", { policy_id = attrs.id })
    attached = [
      for p in core::getresources("aws_organizations_policy", {}) : p
      if(p.type == null || p.type == "SERVICE_CONTROL_POLICY") && core::length(core::getresources("aws_organizations_policy_attachment", { policy_id = p.id })) > 0
    ]
    denies = core::flatten([
      for p in local.attached : [
        for s in plugin::soc2::policy_statements(p.content) : s
        if s.effect == "Deny" && core::contains(s.resources, "*") && core::length([for c in s.conditions : c if !core::regex_match("${c.operator} ${c.key}", local.exempting)]) == 0
      ]
    ])
    missing  = [for a in local.protected : a if core::length([for s in local.denies : s if(core::length([for p in s.actions : p if plugin::soc2::matches_iam_pattern(p, a)]) > 0 || (core::length(s.not_actions) > 0 && core::length([for p in s.not_actions : p if plugin::soc2::matches_iam_pattern(p, a)]) == 0))]) == 0]
    departed = [for a in local.leaving : a if core::length([for s in local.denies : s if(core::length([for p in s.actions : p if plugin::soc2::matches_iam_pattern(p, a)]) > 0 || (core::length(s.not_actions) > 0 && core::length([for p in s.not_actions : p if plugin::soc2::matches_iam_pattern(p, a)]) == 0))]) > 0]
    names    = plugin::soc2::listed(local.missing)
  }

  enforce {
    condition     = core::length(local.attachments) > 0
    error_message = "This service control policy is attached to nothing, so it denies nothing; add an `aws_organizations_policy_attachment`."
  }

  enforce {
    condition     = core::length(local.missing) == 0
    error_message = "The attached service control policies together allow to switch the audit off: ${local.names}; deny these actions on `*`."
  }

  enforce {
    condition     = core::length(local.departed) > 0
    error_message = "The attached service control policies let accounts leave the GuardDuty administrator; deny `guardduty:DisassociateFromAdministratorAccount`."
  }
}
