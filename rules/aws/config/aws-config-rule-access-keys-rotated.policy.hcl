locals {
  soc2_aws_config_rule_access_keys_rotated = {
    title    = "The Config rule access-keys-rotated is deployed with a 90 day limit"
    severity = "medium"
    preset   = "default"
    since    = "0.1.0"
    criteria = [
      { id = "CC6.1", strength = "partial", not_shown = "The age of the keys that exist; the rule reports them at run time." },
      { id = "CC7.1", strength = "partial", not_shown = "Whether Config records in this account and region, and who acts on its findings." },
      { id = "CC6.2", strength = "partial", not_shown = "Whether credentials of people who left are withdrawn." },
    ]
    account_baseline = ["aws_config_config_rule", "aws_config_organization_managed_rule", "aws_config_conformance_pack", "aws_config_organization_conformance_pack"]
    description      = "Access keys age silently: nothing in Terraform or IAM forces a rotation. The managed rule is what an auditor accepts as continuous evidence that keys older than 90 days are noticed."
    remediation = {
      text   = "Deploy the managed rule `ACCESS_KEYS_ROTATED` with `maxAccessKeyAge` of 90 or less."
      before = <<-EOT
        resource "aws_config_config_rule" "keys" {
          name             = "access-keys-rotated"
          input_parameters = jsonencode({ maxAccessKeyAge = "365" })

          source {
            owner             = "AWS"
            source_identifier = "ACCESS_KEYS_ROTATED"
          }
        }
      EOT
      after  = <<-EOT
        resource "aws_config_config_rule" "keys" {
          name             = "access-keys-rotated"
          input_parameters = jsonencode({ maxAccessKeyAge = "90" })

          source {
            owner             = "AWS"
            source_identifier = "ACCESS_KEYS_ROTATED"
          }
        }
      EOT
    }
    references = [
      "https://docs.aws.amazon.com/config/latest/developerguide/access-keys-rotated.html",
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

input "aws-config-rule-access-keys-rotated-days" {
  type        = number
  default     = 90
  description = "The oldest age of an access key that the Config rule may accept, in days."
}

resource_policy "aws_config_config_rule" "rule_access_keys_rotated" {
  filter = core::length([for s in attrs.source : s if s.owner == "AWS" && s.source_identifier == "ACCESS_KEYS_ROTATED"]) > 0

  locals {
    days = core::try(core::jsondecode(attrs.input_parameters).maxAccessKeyAge, 90)
  }

  enforce {
    condition     = core::try(local.days <= input.aws-config-rule-access-keys-rotated-days, false)
    error_message = "The Config rule `ACCESS_KEYS_ROTATED` allows more than ${input.aws-config-rule-access-keys-rotated-days} days; set `maxAccessKeyAge` to ${input.aws-config-rule-access-keys-rotated-days} or less in `input_parameters`."
  }
}

resource_policy "aws_config_organization_managed_rule" "rule_access_keys_rotated" {
  filter = attrs.rule_identifier == "ACCESS_KEYS_ROTATED"

  locals {
    days = core::try(core::jsondecode(attrs.input_parameters).maxAccessKeyAge, 90)
  }

  enforce {
    condition     = core::try(local.days <= input.aws-config-rule-access-keys-rotated-days, false)
    error_message = "The Config rule `ACCESS_KEYS_ROTATED` allows more than ${input.aws-config-rule-access-keys-rotated-days} days; set `maxAccessKeyAge` to ${input.aws-config-rule-access-keys-rotated-days} or less in `input_parameters`."
  }
}

resource_policy "aws_config_conformance_pack" "rule_access_keys_rotated" {
  # What a template in S3 deploys is read from the cloud: undetermined until somebody looks.
  filter = attrs.template_s3_uri != null || (attrs.template_body != null && core::contains_substring(attrs.template_body, "ACCESS_KEYS_ROTATED"))

  locals {
    template = attrs.template_s3_uri == null ? attrs.template_body : core::getdatasource("aws_s3_object", { id = attrs.template_s3_uri }).body

    # The value given to the pack; else the one written in its template, directly or as the default of a parameter.
    given   = [for p in attrs.input_parameter : p.parameter_value if core::endswith(core::lower(p.parameter_name), "maxaccesskeyage")]
    written = [for m in core::regexall("(?i)maxAccessKeyAge[\"']?\\s*:\\s*\\{?\\s*(?:[\"']?Default[\"']?\\s*:\\s*)?[\"']?([0-9]+)", local.template) : m[0]]
    limits  = core::concat(local.given, [for w in local.written : w if core::length(local.given) == 0])
  }

  enforce {
    condition     = core::length([for d in local.limits : d if !core::try(d <= input.aws-config-rule-access-keys-rotated-days, false)]) == 0
    error_message = "The rule `ACCESS_KEYS_ROTATED` of this conformance pack allows more than ${input.aws-config-rule-access-keys-rotated-days} days; set `maxAccessKeyAge` to ${input.aws-config-rule-access-keys-rotated-days} or less."
  }
}

resource_policy "aws_config_organization_conformance_pack" "rule_access_keys_rotated" {
  # What a template in S3 deploys is read from the cloud: undetermined until somebody looks.
  filter = attrs.template_s3_uri != null || (attrs.template_body != null && core::contains_substring(attrs.template_body, "ACCESS_KEYS_ROTATED"))

  locals {
    template = attrs.template_s3_uri == null ? attrs.template_body : core::getdatasource("aws_s3_object", { id = attrs.template_s3_uri }).body

    # The value given to the pack; else the one written in its template, directly or as the default of a parameter.
    given   = [for p in attrs.input_parameter : p.parameter_value if core::endswith(core::lower(p.parameter_name), "maxaccesskeyage")]
    written = [for m in core::regexall("(?i)maxAccessKeyAge[\"']?\\s*:\\s*\\{?\\s*(?:[\"']?Default[\"']?\\s*:\\s*)?[\"']?([0-9]+)", local.template) : m[0]]
    limits  = core::concat(local.given, [for w in local.written : w if core::length(local.given) == 0])
  }

  enforce {
    condition     = core::length([for d in local.limits : d if !core::try(d <= input.aws-config-rule-access-keys-rotated-days, false)]) == 0
    error_message = "The rule `ACCESS_KEYS_ROTATED` of this conformance pack allows more than ${input.aws-config-rule-access-keys-rotated-days} days; set `maxAccessKeyAge` to ${input.aws-config-rule-access-keys-rotated-days} or less."
  }
}
