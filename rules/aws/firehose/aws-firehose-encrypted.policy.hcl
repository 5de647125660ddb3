locals {
  soc2_aws_firehose_encrypted = {
    title    = "Firehose streams are encrypted at rest"
    severity = "high"
    preset   = "default"
    since    = "0.1.0"
    criteria = [
      { id = "CC6.1", strength = "supports", not_shown = "Who may use the key and read the data through the service." },
      { id = "C1.1", strength = "partial", not_shown = "Whether confidential data is kept here and nowhere else." },
    ]
    description = "What producers put into a delivery stream waits there until it is delivered, and longer when the destination is down. Without server-side encryption it waits in clear text. Streams that read from Kinesis or MSK are encrypted at their source and are not judged."
    remediation = {
      text   = "Add a `server_side_encryption` block with `enabled = true`."
      before = <<-EOT
        resource "aws_kinesis_firehose_delivery_stream" "logs" {
          name        = "logs"
          destination = "extended_s3"

          extended_s3_configuration {
            role_arn   = "arn:aws:iam::123456789012:role/firehose"
            bucket_arn = "arn:aws:s3:::example-logs"
          }
        }
      EOT
      after  = <<-EOT
        resource "aws_kinesis_firehose_delivery_stream" "logs" {
          name        = "logs"
          destination = "extended_s3"

          server_side_encryption {
            enabled = true
          }

          extended_s3_configuration {
            role_arn   = "arn:aws:iam::123456789012:role/firehose"
            bucket_arn = "arn:aws:s3:::example-logs"
          }
        }
      EOT
    }
    references = [
      "https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/kinesis_firehose_delivery_stream",
      "https://docs.aws.amazon.com/firehose/latest/dev/encryption.html",
    ]
  }
}

policy {
  required_providers {
    aws = { source = "hashicorp/aws", version = ">= 5.0.0, < 7.0.0" }
  }
}

resource_policy "aws_kinesis_firehose_delivery_stream" "encrypted" {
  # Streams that read from Kinesis or MSK take the encryption of their source.
  filter = core::length(attrs.kinesis_source_configuration) == 0 && core::length(attrs.msk_source_configuration) == 0

  enforce {
    condition     = core::length([for e in attrs.server_side_encryption : e if e.enabled == true]) > 0
    error_message = "This delivery stream keeps what it has not delivered yet unencrypted; add `server_side_encryption { enabled = true }`."
  }
}
