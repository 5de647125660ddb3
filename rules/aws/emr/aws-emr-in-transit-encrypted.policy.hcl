locals {
  soc2_aws_emr_in_transit_encrypted = {
    title    = "EMR security configurations encrypt data in transit"
    severity = "high"
    preset   = "default"
    since    = "0.1.0"
    criteria = [
      { id = "CC6.7", strength = "supports", not_shown = "Whether every client checks the certificate of the other side." },
    ]
    description = "The nodes of a cluster exchange the data they process. Without encryption in transit it crosses the network in clear text, which an auditor who asks for TLS everywhere will not accept within a VPC either."
    remediation = {
      text   = "Set `EnableInTransitEncryption` to true and name the certificates."
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
        resource "aws_emr_security_configuration" "main" {
          name = "main"

          configuration = jsonencode({
            EncryptionConfiguration = {
              EnableInTransitEncryption = true
              EnableAtRestEncryption    = false

              InTransitEncryptionConfiguration = {
                TLSCertificateConfiguration = {
                  CertificateProviderType = "PEM"
                  S3Object                = "s3://example-config/certificates.zip"
                }
              }
            }
          })
        }
      EOT
    }
    references = [
      "https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/emr_security_configuration",
      "https://docs.aws.amazon.com/emr/latest/ManagementGuide/emr-data-encryption-options.html#emr-encryption-intransit",
    ]
  }
}

policy {
  required_providers {
    aws = { source = "hashicorp/aws", version = ">= 5.0.0, < 7.0.0" }
  }
}

resource_policy "aws_emr_security_configuration" "in_transit_encrypted" {
  enforce {
    condition     = core::try(core::jsondecode(attrs.configuration).EncryptionConfiguration.EnableInTransitEncryption, false) == true
    error_message = "Clusters with this configuration exchange data in clear text; set `EnableInTransitEncryption` to true."
  }
}
