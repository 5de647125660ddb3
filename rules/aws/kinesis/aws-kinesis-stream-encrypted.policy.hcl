locals {
  soc2_aws_kinesis_stream_encrypted = {
    title    = "Kinesis streams are encrypted at rest"
    severity = "high"
    preset   = "default"
    since    = "0.1.0"
    criteria = [
      { id = "CC6.1", strength = "supports", not_shown = "Who may use the key and read the data through the service." },
      { id = "C1.1", strength = "partial", not_shown = "Whether confidential data is kept here and nowhere else." },
      { id = "PI1.4", strength = "partial", not_shown = "Who receives what is processed here." },
    ]
    description = "Records stay in a stream for a day to a year. Kinesis does not encrypt them unless it is told to, so this is one of the few stores where an auditor who samples encryption at rest still finds clear text."
    remediation = {
      text   = "Set `encryption_type = \"KMS\"` and `kms_key_id`; `alias/aws/kinesis` is the key that AWS manages."
      before = <<-EOT
        resource "aws_kinesis_stream" "events" {
          name        = "events"
          shard_count = 1
        }
      EOT
      after  = <<-EOT
        resource "aws_kinesis_stream" "events" {
          name            = "events"
          shard_count     = 1
          encryption_type = "KMS"
          kms_key_id      = "alias/aws/kinesis"
        }
      EOT
    }
    references = [
      "https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/kinesis_stream",
      "https://docs.aws.amazon.com/streams/latest/dev/server-side-encryption.html",
    ]
  }
}

policy {
  required_providers {
    aws = { source = "hashicorp/aws", version = ">= 5.0.0, < 7.0.0" }
  }
}

resource_policy "aws_kinesis_stream" "stream_encrypted" {
  enforce {
    condition     = attrs.encryption_type == "KMS"
    error_message = "This stream keeps its records unencrypted; set `encryption_type = \"KMS\"` and `kms_key_id`."
  }
}
