locals {
  soc2_aws_s3_default_encryption = {
    title    = "S3 bucket has explicit default encryption"
    severity = "medium"
    preset   = "default"
    since    = "0.1.0"
    criteria = [
      { id = "CC6.7", strength = "supports", not_shown = "Whether connections to the bucket are encrypted, and objects that were stored before." },
      { id = "CC6.1", strength = "supports", not_shown = "Which key is used and who may use it." },
      { id = "C1.1", strength = "partial", not_shown = "Whether confidential data is in this bucket and nowhere else." },
      { id = "PI1.4", strength = "partial", not_shown = "Who receives what is stored here." },
    ]
    description = "Encryption at rest is the first thing that an auditor samples for a store of customer data. AWS encrypts new objects with SSE-S3 by itself since 2023, but then nothing in the configuration shows it; the written setting is the evidence."
    remediation = {
      text   = "Add an `aws_s3_bucket_server_side_encryption_configuration` for the bucket."
      before = <<-EOT
        resource "aws_s3_bucket" "data" {
          bucket = "example-data"
        }
      EOT
      after  = <<-EOT
        resource "aws_s3_bucket" "data" {
          bucket = "example-data"
        }

        resource "aws_s3_bucket_server_side_encryption_configuration" "data" {
          bucket = aws_s3_bucket.data.id

          rule {
            apply_server_side_encryption_by_default {
              sse_algorithm = "AES256"
            }
          }
        }
      EOT
    }
    references = [
      "https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/s3_bucket_server_side_encryption_configuration",
      "https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucket-encryption.html",
    ]
  }
}

policy {
  required_providers {
    aws = { source = "hashicorp/aws", version = ">= 5.0.0, < 7.0.0" }
  }
}

resource_policy "aws_s3_bucket" "default_encryption" {
  locals {
    algorithms = ["AES256", "aws:kms", "aws:kms:dsse"]
    companions = [
      for e in core::getresources("aws_s3_bucket_server_side_encryption_configuration", { bucket = attrs.id }) : e
      if core::length([
        for r in e.rule : r
        if core::length([for d in r.apply_server_side_encryption_by_default : d if core::contains(local.algorithms, d.sse_algorithm)]) > 0
      ]) > 0
    ]
    inline = [
      for e in attrs.server_side_encryption_configuration : e
      if core::length([
        for r in e.rule : r
        if core::length([for d in r.apply_server_side_encryption_by_default : d if core::contains(local.algorithms, d.sse_algorithm)]) > 0
      ]) > 0
    ]
  }

  enforce {
    condition     = core::length(local.companions) > 0 || core::length(local.inline) > 0
    error_message = "This bucket has no default encryption written out; add an `aws_s3_bucket_server_side_encryption_configuration` with `sse_algorithm` AES256 or aws:kms."
  }
}
