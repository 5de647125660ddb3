locals {
  soc2_aws_config_rule_root_access_key_check = {
    title    = "The Config rule iam-root-access-key-check is deployed"
    severity = "medium"
    preset   = "default"
    since    = "0.1.0"
    criteria = [
      { id = "CC7.1", strength = "partial", not_shown = "Whether Config records in this account and region, and who acts on its findings." },
      { id = "CC6.1", strength = "partial", not_shown = "Whether the root user has a key; the rule reports that at run time." },
      { id = "CC6.2", strength = "partial", not_shown = "Who may use the root user." },
      { id = "CC6.3", strength = "partial", not_shown = "Whether other users have the least rights they need." },
    ]
    account_baseline = ["aws_config_config_rule", "aws_config_organization_managed_rule", "aws_config_conformance_pack", "aws_config_organization_conformance_pack", "aws_securityhub_standards_subscription"]
    description      = "Terraform does not see keys of the root user, and such a key can do everything, without MFA and without limit. The managed rule tells as soon as there is one; the foundational and CIS standards of Security Hub have the same check."
    remediation = {
      text   = "Deploy the managed rule `IAM_ROOT_ACCESS_KEY_CHECK`, by itself, for the organization or in a conformance pack."
      before = <<-EOT
        resource "aws_config_config_rule" "watch" {
          name = "iam-root-access-key-check"

          source {
            owner             = "AWS"
            source_identifier = "iam-root-access-key-check"
          }
        }
      EOT
      after  = <<-EOT
        resource "aws_config_config_rule" "watch" {
          name = "iam-root-access-key-check"

          source {
            owner             = "AWS"
            source_identifier = "IAM_ROOT_ACCESS_KEY_CHECK"
          }
        }
      EOT
    }
    references = [
      "https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/config_config_rule",
      "https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/config_conformance_pack",
      "https://docs.aws.amazon.com/config/latest/developerguide/iam-root-access-key-check.html",
    ]
  }
}

policy {
  required_providers {
    aws = { source = "hashicorp/aws", version = ">= 5.0.0, < 7.0.0" }
  }
}

resource_policy "aws_config_config_rule" "rule_root_access_key_check" {
  # Also spelled like the name of the rule, which AWS does not take as an identifier.
  filter = core::length([for s in attrs.source : s if s.source_identifier != null && core::regex_match(s.source_identifier, "(?i)^(iam[-_]root[-_]access[-_]key[-_]check)$")]) > 0

  enforce {
    condition     = core::length([for s in attrs.source : s if s.owner == "AWS" && (s.source_identifier == "IAM_ROOT_ACCESS_KEY_CHECK")]) > 0
    error_message = "This is not the managed rule; set `owner = \"AWS\"` and `source_identifier` to `IAM_ROOT_ACCESS_KEY_CHECK`."
  }
}

resource_policy "aws_config_organization_managed_rule" "rule_root_access_key_check" {
  filter = core::regex_match(attrs.rule_identifier, "(?i)^(iam[-_]root[-_]access[-_]key[-_]check)$")

  enforce {
    condition     = attrs.rule_identifier == "IAM_ROOT_ACCESS_KEY_CHECK"
    error_message = "This is not the managed rule; set `rule_identifier` to `IAM_ROOT_ACCESS_KEY_CHECK`."
  }
}

resource_policy "aws_config_conformance_pack" "rule_root_access_key_check" {
  # What a template in S3 deploys is read from the cloud: undetermined until somebody looks.
  filter = attrs.template_s3_uri != null || (attrs.template_body != null && (core::contains_substring(attrs.template_body, "IAM_ROOT_ACCESS_KEY_CHECK")))

  locals {
    template = attrs.template_s3_uri == null ? attrs.template_body : core::getdatasource("aws_s3_object", { id = attrs.template_s3_uri }).body
  }

  enforce {
    condition     = core::regex_match(local.template, "SourceIdentifier[\"']?\\s*:\\s*[\"']?(IAM_ROOT_ACCESS_KEY_CHECK)\\b")
    error_message = "This conformance pack names the rule but does not deploy it; add a rule with the `SourceIdentifier` `IAM_ROOT_ACCESS_KEY_CHECK`."
  }
}

resource_policy "aws_config_organization_conformance_pack" "rule_root_access_key_check" {
  # What a template in S3 deploys is read from the cloud: undetermined until somebody looks.
  filter = attrs.template_s3_uri != null || (attrs.template_body != null && (core::contains_substring(attrs.template_body, "IAM_ROOT_ACCESS_KEY_CHECK")))

  locals {
    template = attrs.template_s3_uri == null ? attrs.template_body : core::getdatasource("aws_s3_object", { id = attrs.template_s3_uri }).body
  }

  enforce {
    condition     = core::regex_match(local.template, "SourceIdentifier[\"']?\\s*:\\s*[\"']?(IAM_ROOT_ACCESS_KEY_CHECK)\\b")
    error_message = "This conformance pack names the rule but does not deploy it; add a rule with the `SourceIdentifier` `IAM_ROOT_ACCESS_KEY_CHECK`."
  }
}

# Both standards of Security Hub bring the same check (IAM.4).
resource_policy "aws_securityhub_standards_subscription" "rule_root_access_key_check" {
  filter = core::contains_substring(attrs.standards_arn, "/aws-foundational-security-best-practices/") || core::contains_substring(attrs.standards_arn, "/cis-aws-foundations-benchmark/")

  enforce {
    condition     = core::contains_substring(attrs.standards_arn, "/v/")
    error_message = "This ARN names no version of the standard."
  }
}
