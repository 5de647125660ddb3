locals {
  soc2_aws_kms_key_enabled = {
    title    = "KMS keys are not disabled"
    severity = "low"
    preset   = "default"
    since    = "0.1.0"
    criteria = [
      { id = "A1.2", strength = "partial", not_shown = "Whether the key is used, and backups of what it encrypts." },
      { id = "CC6.1", strength = "partial", not_shown = "Who may use the key." },
    ]
    description = "A disabled key makes everything that it encrypts unreadable, also backups and logs. In code it is usually a leftover of a test; a key that shall go is better deleted with a waiting period."
    remediation = {
      text   = "Remove `is_enabled = false` (or `enabled = false` of external and replica keys)."
      before = <<-EOT
        resource "aws_kms_key" "main" {
          enable_key_rotation = true
          is_enabled          = false
        }
      EOT
      after  = <<-EOT
        resource "aws_kms_key" "main" {
          enable_key_rotation = true
        }
      EOT
    }
    references = [
      "https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/kms_key",
      "https://docs.aws.amazon.com/kms/latest/developerguide/enabling-keys.html",
    ]
  }
}

policy {
  required_providers {
    aws = { source = "hashicorp/aws", version = ">= 5.0.0, < 7.0.0" }
  }
}

resource_policy "aws_kms_key" "key_enabled" {
  enforce {
    condition     = attrs.is_enabled != false
    error_message = "This key is disabled, so that what it encrypts can't be read; remove `is_enabled = false`."
  }
}

resource_policy "aws_kms_external_key" "key_enabled" {
  enforce {
    condition     = attrs.enabled != false
    error_message = "This key is disabled, so that what it encrypts can't be read; remove `enabled = false`."
  }
}


resource_policy "aws_kms_replica_key" "key_enabled" {
  enforce {
    condition     = attrs.enabled != false
    error_message = "This key is disabled, so that what it encrypts can't be read; remove `enabled = false`."
  }
}


resource_policy "aws_kms_replica_external_key" "key_enabled" {
  enforce {
    condition     = attrs.enabled != false
    error_message = "This key is disabled, so that what it encrypts can't be read; remove `enabled = false`."
  }
}
