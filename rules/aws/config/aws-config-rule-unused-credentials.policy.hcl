locals {
  soc2_aws_config_rule_unused_credentials = {
    title    = "A Config rule watches unused IAM credentials"
    severity = "medium"
    preset   = "default"
    since    = "0.1.0"
    criteria = [
      { id = "CC6.2", strength = "partial", not_shown = "Whether the credentials found are removed; use is known at run time only." },
      { id = "CC6.3", strength = "partial", not_shown = "Whether the rights of the users that are active are still needed." },
      { id = "CC7.1", strength = "partial", not_shown = "Whether Config records in this account and region, and who acts on its findings." },
      { id = "CC1.3", strength = "partial", not_shown = "Whether somebody is responsible for reviewing users." },
      { id = "CC6.1", strength = "partial", not_shown = "Credentials outside IAM users, such as those of an identity provider." },
    ]
    account_baseline = ["aws_config_config_rule", "aws_config_organization_managed_rule", "aws_config_conformance_pack", "aws_config_organization_conformance_pack"]
    description      = "Credentials that nobody uses belong to people and systems that moved on, and nobody misses them when they are stolen. The managed rule shows an auditor that passwords and keys unused for 90 days are found without waiting for the yearly review."
    remediation = {
      text   = "Deploy the managed rule `IAM_USER_UNUSED_CREDENTIALS_CHECK` with `maxCredentialUsageAge` of 90 or less."
      before = <<-EOT
        resource "aws_config_config_rule" "keys" {
          name             = "iam-user-unused-credentials-check"
          input_parameters = jsonencode({ maxCredentialUsageAge = "365" })

          source {
            owner             = "AWS"
            source_identifier = "IAM_USER_UNUSED_CREDENTIALS_CHECK"
          }
        }
      EOT
      after  = <<-EOT
        resource "aws_config_config_rule" "keys" {
          name             = "iam-user-unused-credentials-check"
          input_parameters = jsonencode({ maxCredentialUsageAge = "90" })

          source {
            owner             = "AWS"
            source_identifier = "IAM_USER_UNUSED_CREDENTIALS_CHECK"
          }
        }
      EOT
    }
    references = [
      "https://docs.aws.amazon.com/config/latest/developerguide/iam-user-unused-credentials-check.html",
      "https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/config_config_rule",
      "https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/config_conformance_pack",
    ]
  }
}

policy {
  required_providers {
    aws = { source = "hashicorp/aws", version = ">= 5.0.0, < 7.0.0" }
  }
}

input "aws-config-rule-unused-credentials-days" {
  type        = number
  default     = 90
  description = "The longest time without use that the Config rule may accept, in days."
}

resource_policy "aws_config_config_rule" "rule_unused_credentials" {
  filter = core::length([for s in attrs.source : s if s.owner == "AWS" && s.source_identifier == "IAM_USER_UNUSED_CREDENTIALS_CHECK"]) > 0

  locals {
    days = core::try(core::jsondecode(attrs.input_parameters).maxCredentialUsageAge, 90)
  }

  enforce {
    condition     = core::try(local.days <= input.aws-config-rule-unused-credentials-days, false)
    error_message = "The Config rule `IAM_USER_UNUSED_CREDENTIALS_CHECK` allows more than ${input.aws-config-rule-unused-credentials-days} days; set `maxCredentialUsageAge` to ${input.aws-config-rule-unused-credentials-days} or less in `input_parameters`."
  }
}

resource_policy "aws_config_organization_managed_rule" "rule_unused_credentials" {
  filter = attrs.rule_identifier == "IAM_USER_UNUSED_CREDENTIALS_CHECK"

  locals {
    days = core::try(core::jsondecode(attrs.input_parameters).maxCredentialUsageAge, 90)
  }

  enforce {
    condition     = core::try(local.days <= input.aws-config-rule-unused-credentials-days, false)
    error_message = "The Config rule `IAM_USER_UNUSED_CREDENTIALS_CHECK` allows more than ${input.aws-config-rule-unused-credentials-days} days; set `maxCredentialUsageAge` to ${input.aws-config-rule-unused-credentials-days} or less in `input_parameters`."
  }
}

resource_policy "aws_config_conformance_pack" "rule_unused_credentials" {
  # What a template in S3 deploys is read from the cloud: undetermined until somebody looks.
  filter = attrs.template_s3_uri != null || (attrs.template_body != null && core::contains_substring(attrs.template_body, "IAM_USER_UNUSED_CREDENTIALS_CHECK"))

  locals {
    template = attrs.template_s3_uri == null ? attrs.template_body : core::getdatasource("aws_s3_object", { id = attrs.template_s3_uri }).body

    # The value given to the pack; else the one written in its template, directly or as the default of a parameter.
    given   = [for p in attrs.input_parameter : p.parameter_value if core::endswith(core::lower(p.parameter_name), "maxcredentialusageage")]
    written = [for m in core::regexall("(?i)maxCredentialUsageAge[\"']?\\s*:\\s*\\{?\\s*(?:[\"']?Default[\"']?\\s*:\\s*)?[\"']?([0-9]+)", local.template) : m[0]]
    limits  = core::concat(local.given, [for w in local.written : w if core::length(local.given) == 0])
  }

  enforce {
    condition     = core::length([for d in local.limits : d if !core::try(d <= input.aws-config-rule-unused-credentials-days, false)]) == 0
    error_message = "The rule `IAM_USER_UNUSED_CREDENTIALS_CHECK` of this conformance pack allows more than ${input.aws-config-rule-unused-credentials-days} days; set `maxCredentialUsageAge` to ${input.aws-config-rule-unused-credentials-days} or less."
  }
}

resource_policy "aws_config_organization_conformance_pack" "rule_unused_credentials" {
  # What a template in S3 deploys is read from the cloud: undetermined until somebody looks.
  filter = attrs.template_s3_uri != null || (attrs.template_body != null && core::contains_substring(attrs.template_body, "IAM_USER_UNUSED_CREDENTIALS_CHECK"))

  locals {
    template = attrs.template_s3_uri == null ? attrs.template_body : core::getdatasource("aws_s3_object", { id = attrs.template_s3_uri }).body

    # The value given to the pack; else the one written in its template, directly or as the default of a parameter.
    given   = [for p in attrs.input_parameter : p.parameter_value if core::endswith(core::lower(p.parameter_name), "maxcredentialusageage")]
    written = [for m in core::regexall("(?i)maxCredentialUsageAge[\"']?\\s*:\\s*\\{?\\s*(?:[\"']?Default[\"']?\\s*:\\s*)?[\"']?([0-9]+)", local.template) : m[0]]
    limits  = core::concat(local.given, [for w in local.written : w if core::length(local.given) == 0])
  }

  enforce {
    condition     = core::length([for d in local.limits : d if !core::try(d <= input.aws-config-rule-unused-credentials-days, false)]) == 0
    error_message = "The rule `IAM_USER_UNUSED_CREDENTIALS_CHECK` of this conformance pack allows more than ${input.aws-config-rule-unused-credentials-days} days; set `maxCredentialUsageAge` to ${input.aws-config-rule-unused-credentials-days} or less."
  }
}
