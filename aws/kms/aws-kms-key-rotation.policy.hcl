locals {
  soc2_aws_kms_key_rotation = {
    title    = "Customer managed KMS keys rotate automatically"
    severity = "medium"
    preset   = "default"
    since    = "0.1.0"
    criteria = [
      { id = "CC6.1", strength = "supports", not_shown = "Keys with imported material, which are rotated by hand, and data encrypted outside KMS." },
      { id = "PI1.5", strength = "partial", not_shown = "Whether stored data is complete; it shows only that the key that protects it changes." },
    ]
    description = "Rotation limits how much data one version of a key protects, and is the key-management question that every checklist asks. AWS rotates symmetric keys yearly at no cost for those who use them. Keys that cannot rotate (asymmetric, HMAC, custom key store) are not judged."
    remediation = {
      text   = "Set `enable_key_rotation = true`."
      before = <<-EOT
        resource "aws_kms_key" "main" {
          description = "Application data"
        }
      EOT
      after  = <<-EOT
        resource "aws_kms_key" "main" {
          description         = "Application data"
          enable_key_rotation = true
        }
      EOT
    }
    references = [
      "https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/kms_key",
      "https://docs.aws.amazon.com/kms/latest/developerguide/rotate-keys.html",
    ]
  }
}

policy {
  required_providers {
    aws = { source = "hashicorp/aws", version = ">= 5.0.0, < 7.0.0" }
  }
}

resource_policy "aws_kms_key" "key_rotation" {
  # AWS rotates symmetric encryption keys only, and none of a custom key store.
  filter = (
    (attrs.key_usage == null || attrs.key_usage == "ENCRYPT_DECRYPT") &&
    (attrs.customer_master_key_spec == null || attrs.customer_master_key_spec == "SYMMETRIC_DEFAULT") &&
    !plugin::soc2::is_set(attrs.custom_key_store_id) &&
    !plugin::soc2::is_set(attrs.xks_key_id)
  )

  enforce {
    condition     = attrs.enable_key_rotation == true
    error_message = "This key never rotates; set `enable_key_rotation = true`."
  }
}
