locals {
  soc2_aws_config_rule_iam_user_mfa_enabled = {
    title    = "The Config rule iam-user-mfa-enabled is deployed"
    severity = "medium"
    preset   = "default"
    since    = "0.1.0"
    criteria = [
      { id = "CC6.1", strength = "partial", not_shown = "The devices themselves; the rule reports them at run time." },
      { id = "CC6.6", strength = "partial", not_shown = "Whether users without MFA can sign in meanwhile." },
      { id = "CC7.1", strength = "partial", not_shown = "Whether Config records in this account and region, and who acts on its findings." },
    ]
    account_baseline = ["aws_config_config_rule", "aws_config_organization_managed_rule", "aws_config_conformance_pack", "aws_config_organization_conformance_pack"]
    description      = "Terraform can create a user, but the MFA device is enrolled by a person. Only a check at run time shows who has none, and the managed rule keeps the record of it over the audit period."
    remediation = {
      text   = "Deploy the managed rule `IAM_USER_MFA_ENABLED`, by itself, for the organization or in a conformance pack."
      before = <<-EOT
        resource "aws_config_config_rule" "watch" {
          name = "iam-user-mfa-enabled"

          source {
            owner             = "AWS"
            source_identifier = "iam-user-mfa-enabled"
          }
        }
      EOT
      after  = <<-EOT
        resource "aws_config_config_rule" "watch" {
          name = "iam-user-mfa-enabled"

          source {
            owner             = "AWS"
            source_identifier = "IAM_USER_MFA_ENABLED"
          }
        }
      EOT
    }
    references = [
      "https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/config_config_rule",
      "https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/config_conformance_pack",
      "https://docs.aws.amazon.com/config/latest/developerguide/iam-user-mfa-enabled.html",
    ]
  }
}

policy {
  required_providers {
    aws = { source = "hashicorp/aws", version = ">= 5.0.0, < 7.0.0" }
  }
}

resource_policy "aws_config_config_rule" "rule_iam_user_mfa_enabled" {
  # Also spelled like the name of the rule, which AWS does not take as an identifier.
  filter = core::length([for s in attrs.source : s if s.source_identifier != null && core::regex_match(s.source_identifier, "(?i)^(iam[-_]user[-_]mfa[-_]enabled)$")]) > 0

  enforce {
    condition     = core::length([for s in attrs.source : s if s.owner == "AWS" && (s.source_identifier == "IAM_USER_MFA_ENABLED")]) > 0
    error_message = "This is not the managed rule; set `owner = \"AWS\"` and `source_identifier` to `IAM_USER_MFA_ENABLED`."
  }
}

resource_policy "aws_config_organization_managed_rule" "rule_iam_user_mfa_enabled" {
  filter = core::regex_match(attrs.rule_identifier, "(?i)^(iam[-_]user[-_]mfa[-_]enabled)$")

  enforce {
    condition     = attrs.rule_identifier == "IAM_USER_MFA_ENABLED"
    error_message = "This is not the managed rule; set `rule_identifier` to `IAM_USER_MFA_ENABLED`."
  }
}

resource_policy "aws_config_conformance_pack" "rule_iam_user_mfa_enabled" {
  # What a template in S3 deploys is read from the cloud: undetermined until somebody looks.
  filter = attrs.template_s3_uri != null || (attrs.template_body != null && (core::contains_substring(attrs.template_body, "IAM_USER_MFA_ENABLED")))

  locals {
    template = attrs.template_s3_uri == null ? attrs.template_body : core::getdatasource("aws_s3_object", { id = attrs.template_s3_uri }).body
  }

  enforce {
    condition     = core::regex_match(local.template, "SourceIdentifier[\"']?\\s*:\\s*[\"']?(IAM_USER_MFA_ENABLED)\\b")
    error_message = "This conformance pack names the rule but does not deploy it; add a rule with the `SourceIdentifier` `IAM_USER_MFA_ENABLED`."
  }
}

resource_policy "aws_config_organization_conformance_pack" "rule_iam_user_mfa_enabled" {
  # What a template in S3 deploys is read from the cloud: undetermined until somebody looks.
  filter = attrs.template_s3_uri != null || (attrs.template_body != null && (core::contains_substring(attrs.template_body, "IAM_USER_MFA_ENABLED")))

  locals {
    template = attrs.template_s3_uri == null ? attrs.template_body : core::getdatasource("aws_s3_object", { id = attrs.template_s3_uri }).body
  }

  enforce {
    condition     = core::regex_match(local.template, "SourceIdentifier[\"']?\\s*:\\s*[\"']?(IAM_USER_MFA_ENABLED)\\b")
    error_message = "This conformance pack names the rule but does not deploy it; add a rule with the `SourceIdentifier` `IAM_USER_MFA_ENABLED`."
  }
}
