locals {
  soc2_aws_emr_at_rest_encrypted = {
    title    = "EMR security configurations encrypt data at rest, local disks and EBS"
    severity = "high"
    preset   = "default"
    since    = "0.1.0"
    criteria = [
      { id = "CC6.1", strength = "supports", not_shown = "Who may use the key and read the data through the service." },
      { id = "C1.1", strength = "partial", not_shown = "Whether confidential data is kept here and nowhere else." },
    ]
    description = "A cluster keeps intermediate results on local disks and EBS volumes and results in S3. Encryption at rest has one master switch and a part for each place; with a part missing, that place holds clear text while the configuration looks encrypted."
    remediation = {
      text   = "Set `EnableAtRestEncryption` and, below it, the S3 encryption mode, the key provider of local disks and `EnableEbsEncryption`."
      before = <<-EOT
        resource "aws_emr_security_configuration" "main" {
          name = "main"

          configuration = jsonencode({
            EncryptionConfiguration = {
              EnableInTransitEncryption = false
              EnableAtRestEncryption    = false
            }
          })
        }
      EOT
      after  = <<-EOT
        resource "aws_kms_key" "emr" {
          enable_key_rotation = true
        }

        resource "aws_emr_security_configuration" "main" {
          name = "main"

          configuration = jsonencode({
            EncryptionConfiguration = {
              EnableInTransitEncryption = false
              EnableAtRestEncryption    = true

              AtRestEncryptionConfiguration = {
                S3EncryptionConfiguration = {
                  EncryptionMode = "SSE-S3"
                }

                LocalDiskEncryptionConfiguration = {
                  EncryptionKeyProviderType = "AwsKms"
                  AwsKmsKey                 = aws_kms_key.emr.arn
                  EnableEbsEncryption       = true
                }
              }
            }
          })
        }
      EOT
    }
    references = [
      "https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/emr_security_configuration",
      "https://docs.aws.amazon.com/emr/latest/ManagementGuide/emr-create-security-configuration.html",
      "https://docs.aws.amazon.com/emr/latest/ManagementGuide/emr-data-encryption-options.html",
    ]
  }
}

policy {
  required_providers {
    aws = { source = "hashicorp/aws", version = ">= 5.0.0, < 7.0.0" }
  }
}

resource_policy "aws_emr_security_configuration" "at_rest_encrypted" {
  locals {
    encryption = core::try(core::jsondecode(attrs.configuration).EncryptionConfiguration, {})
    at_rest    = core::try(local.encryption.AtRestEncryptionConfiguration, {})
    disks      = core::try(local.at_rest.LocalDiskEncryptionConfiguration, {})
  }

  enforce {
    condition     = core::try(local.encryption.EnableAtRestEncryption, false) == true
    error_message = "This configuration encrypts nothing at rest; set `EnableAtRestEncryption` to true."
  }

  enforce {
    condition     = plugin::soc2::is_set(core::try(local.at_rest.S3EncryptionConfiguration.EncryptionMode, null))
    error_message = "This configuration names no encryption for data in S3; set `S3EncryptionConfiguration.EncryptionMode`."
  }

  enforce {
    condition     = plugin::soc2::is_set(core::try(local.disks.EncryptionKeyProviderType, null))
    error_message = "This configuration leaves local disks unencrypted; set `LocalDiskEncryptionConfiguration.EncryptionKeyProviderType` and its key."
  }

  enforce {
    condition     = core::try(local.disks.EnableEbsEncryption, false) == true
    error_message = "This configuration leaves EBS volumes unencrypted; set `LocalDiskEncryptionConfiguration.EnableEbsEncryption` to true."
  }
}
