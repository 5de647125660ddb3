locals {
  soc2_aws_config_rule_mfa_console_access = {
    title    = "The Config rule mfa-enabled-for-iam-console-access is deployed"
    severity = "medium"
    preset   = "default"
    since    = "0.1.0"
    criteria = [
      { id = "CC6.1", strength = "partial", not_shown = "The devices themselves; the rule reports them at run time." },
      { id = "CC6.6", strength = "partial", not_shown = "Whether users without MFA can sign in meanwhile." },
      { id = "CC7.1", strength = "partial", not_shown = "Whether Config records in this account and region, and who acts on its findings." },
      { id = "CC3.2", strength = "partial", not_shown = "Whether the risk of the users found is assessed." },
    ]
    account_baseline = ["aws_config_config_rule", "aws_config_organization_managed_rule", "aws_config_conformance_pack", "aws_config_organization_conformance_pack"]
    description      = "A user with a console password and no second factor is the easiest way into an account. The managed rule lists such users day by day, which is the evidence that an auditor samples."
    remediation = {
      text   = "Deploy the managed rule `MFA_ENABLED_FOR_IAM_CONSOLE_ACCESS`, by itself, for the organization or in a conformance pack."
      before = <<-EOT
        resource "aws_config_config_rule" "watch" {
          name = "mfa-enabled-for-iam-console-access"

          source {
            owner             = "AWS"
            source_identifier = "mfa-enabled-for-iam-console-access"
          }
        }
      EOT
      after  = <<-EOT
        resource "aws_config_config_rule" "watch" {
          name = "mfa-enabled-for-iam-console-access"

          source {
            owner             = "AWS"
            source_identifier = "MFA_ENABLED_FOR_IAM_CONSOLE_ACCESS"
          }
        }
      EOT
    }
    references = [
      "https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/config_config_rule",
      "https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/config_conformance_pack",
      "https://docs.aws.amazon.com/config/latest/developerguide/mfa-enabled-for-iam-console-access.html",
    ]
  }
}

policy {
  required_providers {
    aws = { source = "hashicorp/aws", version = ">= 5.0.0, < 7.0.0" }
  }
}

resource_policy "aws_config_config_rule" "rule_mfa_console_access" {
  # Also spelled like the name of the rule, which AWS does not take as an identifier.
  filter = core::length([for s in attrs.source : s if s.source_identifier != null && core::regex_match(s.source_identifier, "(?i)^(mfa[-_]enabled[-_]for[-_]iam[-_]console[-_]access)$")]) > 0

  enforce {
    condition     = core::length([for s in attrs.source : s if s.owner == "AWS" && (s.source_identifier == "MFA_ENABLED_FOR_IAM_CONSOLE_ACCESS")]) > 0
    error_message = "This is not the managed rule; set `owner = \"AWS\"` and `source_identifier` to `MFA_ENABLED_FOR_IAM_CONSOLE_ACCESS`."
  }
}

resource_policy "aws_config_organization_managed_rule" "rule_mfa_console_access" {
  filter = core::regex_match(attrs.rule_identifier, "(?i)^(mfa[-_]enabled[-_]for[-_]iam[-_]console[-_]access)$")

  enforce {
    condition     = attrs.rule_identifier == "MFA_ENABLED_FOR_IAM_CONSOLE_ACCESS"
    error_message = "This is not the managed rule; set `rule_identifier` to `MFA_ENABLED_FOR_IAM_CONSOLE_ACCESS`."
  }
}

resource_policy "aws_config_conformance_pack" "rule_mfa_console_access" {
  # What a template in S3 deploys is read from the cloud: undetermined until somebody looks.
  filter = attrs.template_s3_uri != null || (attrs.template_body != null && (core::contains_substring(attrs.template_body, "MFA_ENABLED_FOR_IAM_CONSOLE_ACCESS")))

  locals {
    template = attrs.template_s3_uri == null ? attrs.template_body : core::getdatasource("aws_s3_object", { id = attrs.template_s3_uri }).body
  }

  enforce {
    condition     = core::regex_match(local.template, "SourceIdentifier[\"']?\\s*:\\s*[\"']?(MFA_ENABLED_FOR_IAM_CONSOLE_ACCESS)\\b")
    error_message = "This conformance pack names the rule but does not deploy it; add a rule with the `SourceIdentifier` `MFA_ENABLED_FOR_IAM_CONSOLE_ACCESS`."
  }
}

resource_policy "aws_config_organization_conformance_pack" "rule_mfa_console_access" {
  # What a template in S3 deploys is read from the cloud: undetermined until somebody looks.
  filter = attrs.template_s3_uri != null || (attrs.template_body != null && (core::contains_substring(attrs.template_body, "MFA_ENABLED_FOR_IAM_CONSOLE_ACCESS")))

  locals {
    template = attrs.template_s3_uri == null ? attrs.template_body : core::getdatasource("aws_s3_object", { id = attrs.template_s3_uri }).body
  }

  enforce {
    condition     = core::regex_match(local.template, "SourceIdentifier[\"']?\\s*:\\s*[\"']?(MFA_ENABLED_FOR_IAM_CONSOLE_ACCESS)\\b")
    error_message = "This conformance pack names the rule but does not deploy it; add a rule with the `SourceIdentifier` `MFA_ENABLED_FOR_IAM_CONSOLE_ACCESS`."
  }
}
