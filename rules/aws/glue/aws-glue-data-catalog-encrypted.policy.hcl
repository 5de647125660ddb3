locals {
  soc2_aws_glue_data_catalog_encrypted = {
    title    = "The Glue data catalog encrypts metadata and connection passwords"
    severity = "high"
    preset   = "default"
    since    = "0.1.0"
    criteria = [
      { id = "CC6.1", strength = "supports", not_shown = "Who may use the key and read the data through the service." },
      { id = "C1.1", strength = "partial", not_shown = "Whether confidential data is kept here and nowhere else." },
    ]
    description = "The catalog knows the shape of all data of the account and keeps the passwords of its JDBC connections. Both are written in clear text unless the settings say otherwise: the catalog's metadata and the passwords are two switches."
    remediation = {
      text   = "Set `catalog_encryption_mode = \"SSE-KMS\"` and `return_connection_password_encrypted = true`, each with its key."
      before = <<-EOT
        resource "aws_glue_data_catalog_encryption_settings" "main" {
          data_catalog_encryption_settings {
            connection_password_encryption {
              return_connection_password_encrypted = false
            }

            encryption_at_rest {
              catalog_encryption_mode = "DISABLED"
            }
          }
        }
      EOT
      after  = <<-EOT
        resource "aws_kms_key" "glue" {
          enable_key_rotation = true
        }

        resource "aws_glue_data_catalog_encryption_settings" "main" {
          data_catalog_encryption_settings {
            connection_password_encryption {
              aws_kms_key_id                       = aws_kms_key.glue.arn
              return_connection_password_encrypted = true
            }

            encryption_at_rest {
              catalog_encryption_mode = "SSE-KMS"
              sse_aws_kms_key_id      = aws_kms_key.glue.arn
            }
          }
        }
      EOT
    }
    references = [
      "https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/glue_data_catalog_encryption_settings",
      "https://docs.aws.amazon.com/glue/latest/dg/encrypt-glue-data-catalog.html",
      "https://docs.aws.amazon.com/glue/latest/dg/encrypt-connection-passwords.html",
    ]
  }
}

policy {
  required_providers {
    aws = { source = "hashicorp/aws", version = ">= 5.0.0, < 7.0.0" }
  }
}

resource_policy "aws_glue_data_catalog_encryption_settings" "data_catalog_encrypted" {
  locals {
    modes     = ["SSE-KMS", "SSE-KMS-WITH-SERVICE-ROLE"]
    metadata  = [for s in attrs.data_catalog_encryption_settings : s if core::length([for e in s.encryption_at_rest : e if core::contains(local.modes, e.catalog_encryption_mode) && plugin::soc2::is_set(e.sse_aws_kms_key_id)]) > 0]
    passwords = [for s in attrs.data_catalog_encryption_settings : s if core::length([for e in s.connection_password_encryption : e if e.return_connection_password_encrypted == true && plugin::soc2::is_set(e.aws_kms_key_id)]) > 0]
  }

  enforce {
    condition     = core::length(local.metadata) > 0
    error_message = "The catalog keeps its metadata unencrypted; set `catalog_encryption_mode = \"SSE-KMS\"` and `sse_aws_kms_key_id`."
  }

  enforce {
    condition     = core::length(local.passwords) > 0
    error_message = "The catalog keeps the passwords of connections unencrypted; set `return_connection_password_encrypted = true` and `aws_kms_key_id`."
  }
}
