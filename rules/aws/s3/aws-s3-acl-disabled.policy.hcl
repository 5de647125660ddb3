locals {
  soc2_aws_s3_acl_disabled = {
    title    = "S3 buckets have ACLs disabled"
    severity = "low"
    preset   = "strict"
    since    = "0.1.0"
    criteria = [
      { id = "CC6.1", strength = "partial", not_shown = "What the bucket's policy and IAM policies allow." },
      { id = "CC6.3", strength = "partial", not_shown = "Whether the rights given by policies are the least that is needed." },
    ]
    description = "ACLs are a second, older way to give rights on a bucket and on each object, and no policy review sees them. With ownership enforced there is one place to look, for the team and for the auditor. Buckets that receive S3 access logs or CloudFront standard logs by ACL are a reason for an exception."
    remediation = {
      text   = "Add an `aws_s3_bucket_ownership_controls` with `object_ownership = \"BucketOwnerEnforced\"` and remove the ACL."
      before = <<-EOT
        resource "aws_s3_bucket" "data" {
          bucket = "example-data"
        }

        resource "aws_s3_bucket_ownership_controls" "data" {
          bucket = aws_s3_bucket.data.id

          rule {
            object_ownership = "BucketOwnerPreferred"
          }
        }

        resource "aws_s3_bucket_acl" "data" {
          bucket = aws_s3_bucket.data.id
          acl    = "private"
        }
      EOT
      after  = <<-EOT
        resource "aws_s3_bucket" "data" {
          bucket = "example-data"
        }

        resource "aws_s3_bucket_ownership_controls" "data" {
          bucket = aws_s3_bucket.data.id

          rule {
            object_ownership = "BucketOwnerEnforced"
          }
        }
      EOT
    }
    references = [
      "https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/s3_bucket_ownership_controls",
      "https://docs.aws.amazon.com/AmazonS3/latest/userguide/about-object-ownership.html",
    ]
  }
}

policy {
  required_providers {
    aws = { source = "hashicorp/aws", version = ">= 5.0.0, < 7.0.0" }
  }
}

resource_policy "aws_s3_bucket" "acl_disabled" {
  locals {
    ownerships = core::getresources("aws_s3_bucket_ownership_controls", { bucket = attrs.id })
    acls       = core::getresources("aws_s3_bucket_acl", { bucket = attrs.id })
  }

  # Without ownership controls AWS disables ACLs, unless the configuration writes one. A new bucket may ask for "private" all the same.
  enforce {
    condition = core::length(local.ownerships) > 0 || (
      core::length(local.acls) == 0 &&
      (attrs.acl == null || attrs.acl == "private") &&
      core::length(attrs.grant) == 0
    )
    error_message = "This bucket is used with an ACL; remove it, and add an `aws_s3_bucket_ownership_controls` with `object_ownership = \"BucketOwnerEnforced\"`."
  }
}

resource_policy "aws_s3_bucket_ownership_controls" "acl_disabled" {
  enforce {
    condition     = core::length([for r in attrs.rule : r if r.object_ownership != "BucketOwnerEnforced"]) == 0
    error_message = "These ownership controls leave the ACLs of the bucket in force; set `object_ownership = \"BucketOwnerEnforced\"`."
  }
}
