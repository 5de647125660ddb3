locals {
  soc2_aws_kms_enclave_attestation_required = {
    title    = "Keys for Nitro Enclaves require attestation on every sensitive action"
    severity = "high"
    preset   = "strict"
    since    = "0.1.0"
    criteria = [
      { id = "CC6.1", strength = "supports", not_shown = "Whether the measured image is the one that was reviewed, and grants made at run time." },
      { id = "CC6.3", strength = "partial", not_shown = "Who may change the policy of the key." },
    ]
    description = "An enclave proves by an attestation document which code runs in it. A key that also decrypts without one serves the host beside the enclave just as well, and the enclave protects nothing."
    remediation = {
      text   = "Add a condition on `kms:RecipientAttestation:ImageSha384` (or a PCR) to every statement that allows to decrypt or generate keys."
      before = <<-EOT
        resource "aws_kms_key" "enclave" {
          description         = "Data of the enclave"
          enable_key_rotation = true

          policy = jsonencode({
            Version = "2012-10-17"
            Statement = [
              {
                Effect    = "Allow"
                Principal = { AWS = "arn:aws:iam::123456789012:role/admin" }
                Action    = ["kms:Describe*", "kms:Put*", "kms:Update*", "kms:ScheduleKeyDeletion"]
                Resource  = "*"
              },
              {
                Effect    = "Allow"
                Principal = { AWS = "arn:aws:iam::123456789012:role/enclave" }
                Action    = "kms:Decrypt"
                Resource  = "*"
              },
            ]
          })
        }
      EOT
      after  = <<-EOT
        resource "aws_kms_key" "enclave" {
          description         = "Data of the enclave"
          enable_key_rotation = true

          policy = jsonencode({
            Version = "2012-10-17"
            Statement = [
              {
                Effect    = "Allow"
                Principal = { AWS = "arn:aws:iam::123456789012:role/admin" }
                Action    = ["kms:Describe*", "kms:Put*", "kms:Update*", "kms:ScheduleKeyDeletion"]
                Resource  = "*"
              },
              {
                Effect    = "Allow"
                Principal = { AWS = "arn:aws:iam::123456789012:role/enclave" }
                Action    = "kms:Decrypt"
                Resource  = "*"
                Condition = {
                  StringEqualsIgnoreCase = {
                    "kms:RecipientAttestation:ImageSha384" = "0123456789abcdef"
                  }
                }
              },
            ]
          })
        }
      EOT
    }
    references = [
      "https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/kms_key",
      "https://docs.aws.amazon.com/kms/latest/developerguide/conditions-nitro-enclaves.html",
    ]
  }
}

policy {
  required_providers {
    aws = { source = "hashicorp/aws", version = ">= 5.0.0, < 7.0.0" }
  }
}

resource_policy "aws_kms_key" "enclave_attestation_required" {
  filter = core::length(local.attested) > 0 || local.described || core::length(local.tagged) > 0 || core::length(local.aliases) > 0

  locals {
    described  = attrs.description != null && core::contains_substring(core::lower(attrs.description), "enclave")
    tagged     = [for k, v in attrs.tags == null ? {} : attrs.tags : k if(k == "prowler:enclave-key" && v == "true") || (k != "prowler:enclave-key" && (core::contains_substring(core::lower(k), "enclave") || core::contains_substring(core::lower(v), "enclave")))]
    aliases    = [for a in core::getresources("aws_kms_alias", {}) : a if(a.target_key_id == attrs.key_id || a.target_key_id == attrs.arn) && core::contains_substring(core::lower(a.name), "enclave")]
    statements = plugin::soc2::policy_statements(attrs.policy)
    attested   = [for s in local.statements : s if core::length([for c in s.conditions : c if core::startswith(core::lower(c.key), "kms:recipientattestation:")]) > 0]
    sensitive  = ["kms:Decrypt", "kms:DeriveSharedSecret", "kms:GenerateDataKey", "kms:GenerateDataKeyPair", "kms:GenerateRandom"]
    # Allowed without an attestation that the condition compares, and not denied to those who bring none.
    open = [
      for a in local.sensitive : a
      if core::length([
        for s in local.statements : s
        if s.effect == "Allow" && (core::length([for p in s.actions : p if plugin::soc2::matches_iam_pattern(p, a)]) > 0 || (core::length(s.not_actions) > 0 && core::length([for p in s.not_actions : p if plugin::soc2::matches_iam_pattern(p, a)]) == 0)) && core::length([for c in s.conditions : c if core::startswith(core::lower(c.key), "kms:recipientattestation:") && core::regex_match(c.operator, "^(?i)(ForAnyValue:)?String(Equals|EqualsIgnoreCase|Like)$")]) == 0
        ]) > 0 && core::length([
        for s in local.attested : s if s.effect == "Deny" && (core::length([for p in s.actions : p if plugin::soc2::matches_iam_pattern(p, a)]) > 0 || (core::length(s.not_actions) > 0 && core::length([for p in s.not_actions : p if plugin::soc2::matches_iam_pattern(p, a)]) == 0))
      ]) == 0
    ]
    names = plugin::soc2::listed(local.open)
  }

  enforce {
    condition     = core::length(local.open) == 0
    error_message = "This key of an enclave can be used without attestation: ${local.names}; add a `kms:RecipientAttestation` condition, or deny these actions where it is missing."
  }
}

resource_policy "aws_kms_key_policy" "enclave_attestation_required" {
  filter = core::length(local.attested) > 0 || core::length(local.keys) > 0

  locals {
    keys       = [for k in core::getresources("aws_kms_key", {}) : k if(k.key_id == attrs.key_id || k.arn == attrs.key_id) && k.description != null && core::contains_substring(core::lower(k.description), "enclave")]
    statements = plugin::soc2::policy_statements(attrs.policy)
    attested   = [for s in local.statements : s if core::length([for c in s.conditions : c if core::startswith(core::lower(c.key), "kms:recipientattestation:")]) > 0]
    sensitive  = ["kms:Decrypt", "kms:DeriveSharedSecret", "kms:GenerateDataKey", "kms:GenerateDataKeyPair", "kms:GenerateRandom"]
    # Allowed without an attestation that the condition compares, and not denied to those who bring none.
    open = [
      for a in local.sensitive : a
      if core::length([
        for s in local.statements : s
        if s.effect == "Allow" && (core::length([for p in s.actions : p if plugin::soc2::matches_iam_pattern(p, a)]) > 0 || (core::length(s.not_actions) > 0 && core::length([for p in s.not_actions : p if plugin::soc2::matches_iam_pattern(p, a)]) == 0)) && core::length([for c in s.conditions : c if core::startswith(core::lower(c.key), "kms:recipientattestation:") && core::regex_match(c.operator, "^(?i)(ForAnyValue:)?String(Equals|EqualsIgnoreCase|Like)$")]) == 0
        ]) > 0 && core::length([
        for s in local.attested : s if s.effect == "Deny" && (core::length([for p in s.actions : p if plugin::soc2::matches_iam_pattern(p, a)]) > 0 || (core::length(s.not_actions) > 0 && core::length([for p in s.not_actions : p if plugin::soc2::matches_iam_pattern(p, a)]) == 0))
      ]) == 0
    ]
    names = plugin::soc2::listed(local.open)
  }

  enforce {
    condition     = core::length(local.open) == 0
    error_message = "This key of an enclave can be used without attestation: ${local.names}; add a `kms:RecipientAttestation` condition, or deny these actions where it is missing."
  }
}
