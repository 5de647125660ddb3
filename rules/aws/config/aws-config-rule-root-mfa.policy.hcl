locals {
  soc2_aws_config_rule_root_mfa = {
    title    = "A Config rule watches MFA on the root user"
    severity = "medium"
    preset   = "default"
    since    = "0.1.0"
    criteria = [
      { id = "CC6.1", strength = "partial", not_shown = "The device itself; the rule reports it at run time." },
      { id = "CC6.6", strength = "partial", not_shown = "Who holds the device and the password." },
      { id = "CC7.1", strength = "partial", not_shown = "Whether Config records in this account and region, and who acts on its findings." },
      { id = "CC6.2", strength = "partial", not_shown = "Who may use the root user." },
    ]
    account_baseline = ["aws_config_config_rule", "aws_config_organization_managed_rule", "aws_config_conformance_pack", "aws_config_organization_conformance_pack"]
    description      = "The second factor of the root user is set up by hand and is invisible to Terraform. A managed rule, for any device or for a hardware one, is continuous evidence that it is there."
    remediation = {
      text   = "Deploy the managed rule `ROOT_ACCOUNT_MFA_ENABLED` or `ROOT_ACCOUNT_HARDWARE_MFA_ENABLED`, by itself, for the organization or in a conformance pack."
      before = <<-EOT
        resource "aws_config_config_rule" "watch" {
          name = "root-account-mfa-enabled"

          source {
            owner             = "AWS"
            source_identifier = "root-account-mfa-enabled"
          }
        }
      EOT
      after  = <<-EOT
        resource "aws_config_config_rule" "watch" {
          name = "root-account-mfa-enabled"

          source {
            owner             = "AWS"
            source_identifier = "ROOT_ACCOUNT_MFA_ENABLED"
          }
        }
      EOT
    }
    references = [
      "https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/config_config_rule",
      "https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/config_conformance_pack",
      "https://docs.aws.amazon.com/config/latest/developerguide/root-account-mfa-enabled.html",
    ]
  }
}

policy {
  required_providers {
    aws = { source = "hashicorp/aws", version = ">= 5.0.0, < 7.0.0" }
  }
}

resource_policy "aws_config_config_rule" "rule_root_mfa" {
  # Also spelled like the name of the rule, which AWS does not take as an identifier.
  filter = core::length([for s in attrs.source : s if s.source_identifier != null && core::regex_match(s.source_identifier, "(?i)^(root[-_]account[-_]mfa[-_]enabled|root[-_]account[-_]hardware[-_]mfa[-_]enabled)$")]) > 0

  enforce {
    condition     = core::length([for s in attrs.source : s if s.owner == "AWS" && (s.source_identifier == "ROOT_ACCOUNT_MFA_ENABLED" || s.source_identifier == "ROOT_ACCOUNT_HARDWARE_MFA_ENABLED")]) > 0
    error_message = "This is not the managed rule; set `owner = \"AWS\"` and `source_identifier` to `ROOT_ACCOUNT_MFA_ENABLED` or `ROOT_ACCOUNT_HARDWARE_MFA_ENABLED`."
  }
}

resource_policy "aws_config_organization_managed_rule" "rule_root_mfa" {
  filter = core::regex_match(attrs.rule_identifier, "(?i)^(root[-_]account[-_]mfa[-_]enabled|root[-_]account[-_]hardware[-_]mfa[-_]enabled)$")

  enforce {
    condition     = attrs.rule_identifier == "ROOT_ACCOUNT_MFA_ENABLED" || attrs.rule_identifier == "ROOT_ACCOUNT_HARDWARE_MFA_ENABLED"
    error_message = "This is not the managed rule; set `rule_identifier` to `ROOT_ACCOUNT_MFA_ENABLED` or `ROOT_ACCOUNT_HARDWARE_MFA_ENABLED`."
  }
}

resource_policy "aws_config_conformance_pack" "rule_root_mfa" {
  # What a template in S3 deploys is read from the cloud: undetermined until somebody looks.
  filter = attrs.template_s3_uri != null || (attrs.template_body != null && (core::contains_substring(attrs.template_body, "ROOT_ACCOUNT_MFA_ENABLED") || core::contains_substring(attrs.template_body, "ROOT_ACCOUNT_HARDWARE_MFA_ENABLED")))

  locals {
    template = attrs.template_s3_uri == null ? attrs.template_body : core::getdatasource("aws_s3_object", { id = attrs.template_s3_uri }).body
  }

  enforce {
    condition     = core::regex_match(local.template, "SourceIdentifier[\"']?\\s*:\\s*[\"']?(ROOT_ACCOUNT_MFA_ENABLED|ROOT_ACCOUNT_HARDWARE_MFA_ENABLED)\\b")
    error_message = "This conformance pack names the rule but does not deploy it; add a rule with the `SourceIdentifier` `ROOT_ACCOUNT_MFA_ENABLED` or `ROOT_ACCOUNT_HARDWARE_MFA_ENABLED`."
  }
}

resource_policy "aws_config_organization_conformance_pack" "rule_root_mfa" {
  # What a template in S3 deploys is read from the cloud: undetermined until somebody looks.
  filter = attrs.template_s3_uri != null || (attrs.template_body != null && (core::contains_substring(attrs.template_body, "ROOT_ACCOUNT_MFA_ENABLED") || core::contains_substring(attrs.template_body, "ROOT_ACCOUNT_HARDWARE_MFA_ENABLED")))

  locals {
    template = attrs.template_s3_uri == null ? attrs.template_body : core::getdatasource("aws_s3_object", { id = attrs.template_s3_uri }).body
  }

  enforce {
    condition     = core::regex_match(local.template, "SourceIdentifier[\"']?\\s*:\\s*[\"']?(ROOT_ACCOUNT_MFA_ENABLED|ROOT_ACCOUNT_HARDWARE_MFA_ENABLED)\\b")
    error_message = "This conformance pack names the rule but does not deploy it; add a rule with the `SourceIdentifier` `ROOT_ACCOUNT_MFA_ENABLED` or `ROOT_ACCOUNT_HARDWARE_MFA_ENABLED`."
  }
}
