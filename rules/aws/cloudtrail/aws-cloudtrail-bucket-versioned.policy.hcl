locals {
  soc2_aws_cloudtrail_bucket_versioned = {
    title    = "The bucket that stores CloudTrail logs is versioned"
    severity = "medium"
    preset   = "default"
    since    = "0.1.0"
    criteria = [
      { id = "CC7.2", strength = "supports", not_shown = "Who may delete versions for good, and buckets of another account or configuration." },
      { id = "PI1.5", strength = "partial", not_shown = "Whether the stored logs are complete, and how long old versions are kept." },
    ]
    description = "Without versions, one overwritten or deleted log file is gone, and with it the evidence. Auditors want to see that what the trail wrote can be brought back."
    remediation = {
      text   = "Add an `aws_s3_bucket_versioning` with `status = \"Enabled\"` for the trail's bucket."
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

        resource "aws_s3_bucket_versioning" "trail" {
          bucket = aws_s3_bucket.trail.id

          versioning_configuration {
            status = "Enabled"
          }
        }
      EOT
    }
    references = [
      "https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/s3_bucket_versioning",
      "https://docs.aws.amazon.com/AmazonS3/latest/userguide/Versioning.html",
      "https://docs.aws.amazon.com/awscloudtrail/latest/userguide/best-practices-security.html",
    ]
  }
}

policy {
  required_providers {
    aws = { source = "hashicorp/aws", version = ">= 5.0.0, < 7.0.0" }
  }
}

resource_policy "aws_cloudtrail" "bucket_versioned" {
  # A bucket of another configuration can't be judged here.
  filter = core::length(local.buckets) > 0

  locals {
    buckets     = core::getresources("aws_s3_bucket", { id = attrs.s3_bucket_name })
    versionings = core::getresources("aws_s3_bucket_versioning", { bucket = attrs.s3_bucket_name })

    enabled = [for v in local.versionings : v if core::length([for c in v.versioning_configuration : c if c.status != "Enabled"]) == 0]
    off     = [for v in local.versionings : [for c in v.versioning_configuration : c.status if c.status != "Enabled"]]

    inline = [for b in local.buckets : b if core::length([for v in b.versioning : v if v.enabled == true]) > 0]

    # Object lock needs versioning and keeps it from being suspended.
    locks = [
      for l in core::getresources("aws_s3_bucket_object_lock_configuration", { bucket = attrs.s3_bucket_name }) : l
      if l.object_lock_enabled != "Disabled"
    ]
    inline_locks = [
      for b in local.buckets : b
      if b.object_lock_enabled == true || core::length([for l in b.object_lock_configuration : l if l.object_lock_enabled == "Enabled"]) > 0
    ]
    locked = core::length(local.locks) > 0 || core::length(local.inline_locks) > 0
  }

  # Versioning that is certainly there and off is told below; one that may not be there is no help either way.
  enforce {
    condition     = core::length(local.enabled) > 0 || plugin::soc2::listed(local.off) != "" || core::length(local.inline) > 0 || local.locked
    error_message = "The bucket that stores this trail's logs is not versioned; it needs an `aws_s3_bucket_versioning` with `status = \"Enabled\"`."
  }

  enforce {
    condition = local.locked || core::length([
      for v in local.versionings : v
      if core::length([for c in v.versioning_configuration : c if c.status != "Enabled"]) > 0
    ]) == 0
    error_message = "Versioning of the bucket that stores this trail's logs is not enabled; set `status = \"Enabled\"`."
  }
}
