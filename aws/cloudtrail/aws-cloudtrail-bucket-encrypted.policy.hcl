locals {
  soc2_aws_cloudtrail_bucket_encrypted = {
    title    = "The bucket that stores CloudTrail logs has default encryption"
    severity = "medium"
    preset   = "default"
    since    = "0.1.0"
    criteria = [
      { id = "CC6.1", strength = "supports", not_shown = "Which key is used and who may use it, and objects that were stored before." },
      { id = "CC7.2", strength = "partial", not_shown = "Whether the trail is complete and watched." },
    ]
    description = "Trail logs say who did what in the account, down to host names and role names. Auditors ask for the written encryption setting of their bucket; AWS's default since 2023 leaves no evidence in the configuration."
    remediation = {
      text   = "Add an `aws_s3_bucket_server_side_encryption_configuration` for the trail's bucket."
      before = <<-EOT
        resource "aws_s3_bucket" "trail" {
          bucket = "example-audit-logs"
        }

        resource "aws_cloudtrail" "main" {
          name           = "main"
          s3_bucket_name = aws_s3_bucket.trail.id
        }
      EOT
      after  = <<-EOT
        resource "aws_s3_bucket" "trail" {
          bucket = "example-audit-logs"
        }

        resource "aws_cloudtrail" "main" {
          name           = "main"
          s3_bucket_name = aws_s3_bucket.trail.id
        }

        resource "aws_s3_bucket_server_side_encryption_configuration" "trail" {
          bucket = aws_s3_bucket.trail.id

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
      "https://docs.aws.amazon.com/awscloudtrail/latest/userguide/best-practices-security.html",
    ]
  }
}

policy {
  required_providers {
    aws = { source = "hashicorp/aws", version = ">= 5.0.0, < 7.0.0" }
  }
}

resource_policy "aws_cloudtrail" "bucket_encrypted" {
  # A bucket of another configuration can't be judged here.
  filter = core::length(local.buckets) > 0

  locals {
    algorithms = ["AES256", "aws:kms", "aws:kms:dsse"]
    buckets    = core::getresources("aws_s3_bucket", { id = attrs.s3_bucket_name })
    encryptions = [
      for e in core::getresources("aws_s3_bucket_server_side_encryption_configuration", { bucket = attrs.s3_bucket_name }) : e
      if core::length([
        for r in e.rule : r
        if core::length([for d in r.apply_server_side_encryption_by_default : d if core::contains(local.algorithms, d.sse_algorithm)]) > 0
      ]) > 0
    ]
    encrypted_buckets = [
      for b in local.buckets : b
      if core::length([
        for e in b.server_side_encryption_configuration : e
        if core::length([
          for r in e.rule : r
          if core::length([for d in r.apply_server_side_encryption_by_default : d if core::contains(local.algorithms, d.sse_algorithm)]) > 0
        ]) > 0
      ]) > 0
    ]
  }

  enforce {
    condition     = core::length(local.encryptions) > 0 || core::length(local.encrypted_buckets) > 0
    error_message = "The bucket that stores this trail's logs has no default encryption written out; add an `aws_s3_bucket_server_side_encryption_configuration` for it."
  }
}
