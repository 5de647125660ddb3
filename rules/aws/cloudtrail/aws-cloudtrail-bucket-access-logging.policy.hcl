locals {
  soc2_aws_cloudtrail_bucket_access_logging = {
    title    = "The bucket that stores CloudTrail logs has access logging"
    severity = "low"
    preset   = "default"
    since    = "0.1.0"
    criteria = [
      { id = "CC7.2", strength = "supports", not_shown = "Whether anybody reads the access logs, and buckets of another account or configuration." },
    ]
    description = "The audit trail is what an intruder reads or deletes first. Access logs of its bucket are the evidence of who touched the trail itself, so that an auditor can rely on it."
    remediation = {
      text   = "Add an `aws_s3_bucket_logging` for the trail's bucket, with another bucket as target."
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

        resource "aws_s3_bucket" "access_logs" {
          bucket = "example-access-logs"
        }

        resource "aws_s3_bucket_logging" "trail" {
          bucket        = aws_s3_bucket.trail.id
          target_bucket = aws_s3_bucket.access_logs.id
          target_prefix = "trail/"
        }
      EOT
    }
    references = [
      "https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/s3_bucket_logging",
      "https://docs.aws.amazon.com/AmazonS3/latest/userguide/ServerLogs.html",
      "https://docs.aws.amazon.com/awscloudtrail/latest/userguide/best-practices-security.html",
    ]
  }
}

policy {
  required_providers {
    aws = { source = "hashicorp/aws", version = ">= 5.0.0, < 7.0.0" }
  }
}

resource_policy "aws_cloudtrail" "bucket_access_logging" {
  # A bucket of another configuration can't be judged here.
  filter = core::length(local.buckets) > 0

  locals {
    buckets  = core::getresources("aws_s3_bucket", { id = attrs.s3_bucket_name })
    loggings = core::getresources("aws_s3_bucket_logging", { bucket = attrs.s3_bucket_name })
  }

  enforce {
    condition     = core::length(local.loggings) > 0 || core::length([for b in local.buckets : b if core::length(b.logging) > 0]) > 0
    error_message = "The bucket that stores this trail's logs has no access logging; add an `aws_s3_bucket_logging` for it."
  }
}
