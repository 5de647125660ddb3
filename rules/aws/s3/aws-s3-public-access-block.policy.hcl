locals {
  soc2_aws_s3_public_access_block = {
    title    = "S3 bucket has all four public access block settings on"
    severity = "high"
    preset   = "default"
    since    = "0.1.0"
    criteria = [
      { id = "CC6.1", strength = "supports", not_shown = "Whether the setting was applied, and access of named accounts." },
      { id = "CC6.3", strength = "partial", not_shown = "Whether principals inside the account have the least rights on the bucket." },
      { id = "CC6.6", strength = "supports", not_shown = "Other public ways to the data, such as CloudFront or an application." },
    ]
    description = "The public access block is the lock that holds when an ACL or a policy is wrong. AWS sets it on new buckets, but what is not in the configuration can be switched off without a review; auditors ask for it on each bucket."
    remediation = {
      text   = "Add an `aws_s3_bucket_public_access_block` for the bucket with all four settings true."
      before = <<-EOT
        resource "aws_s3_bucket" "data" {
          bucket = "example-data"
        }
      EOT
      after  = <<-EOT
        resource "aws_s3_bucket" "data" {
          bucket = "example-data"
        }

        resource "aws_s3_bucket_public_access_block" "data" {
          bucket = aws_s3_bucket.data.id

          block_public_acls       = true
          block_public_policy     = true
          ignore_public_acls      = true
          restrict_public_buckets = true
        }
      EOT
    }
    references = [
      "https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/s3_bucket_public_access_block",
      "https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html",
    ]
  }
}

policy {
  required_providers {
    aws = { source = "hashicorp/aws", version = ">= 5.0.0, < 7.0.0" }
  }
}

resource_policy "aws_s3_bucket" "public_access_block" {
  locals {
    blocks = core::getresources("aws_s3_bucket_public_access_block", { bucket = attrs.id })
    whole  = [for b in local.blocks : b if b.block_public_acls == true && b.block_public_policy == true && b.ignore_public_acls == true && b.restrict_public_buckets == true]
    off = core::concat(
      [for b in local.blocks : "block_public_acls" if b.block_public_acls != true],
      [for b in local.blocks : "block_public_policy" if b.block_public_policy != true],
      [for b in local.blocks : "ignore_public_acls" if b.ignore_public_acls != true],
      [for b in local.blocks : "restrict_public_buckets" if b.restrict_public_buckets != true],
    )
  }

  # A block that is certainly there and leaves a setting off is told below; one that may not be there is no help either way.
  enforce {
    condition     = core::length(local.whole) > 0 || plugin::soc2::listed(local.off) != ""
    error_message = "This bucket has no public access block with all four settings true; add an `aws_s3_bucket_public_access_block` that has them."
  }

  enforce {
    condition = core::length([
      for b in local.blocks : b
      if !(b.block_public_acls == true && b.block_public_policy == true && b.ignore_public_acls == true && b.restrict_public_buckets == true)
    ]) == 0
    error_message = "The public access block of this bucket leaves a setting off; set to true: ${plugin::soc2::listed(local.off)}."
  }
}

# A block for a bucket of another configuration.
resource_policy "aws_s3_bucket_public_access_block" "public_access_block" {
  filter = core::length(core::getresources("aws_s3_bucket", { id = attrs.bucket })) == 0

  locals {
    settings = [
      { name = "block_public_acls", on = attrs.block_public_acls },
      { name = "block_public_policy", on = attrs.block_public_policy },
      { name = "ignore_public_acls", on = attrs.ignore_public_acls },
      { name = "restrict_public_buckets", on = attrs.restrict_public_buckets },
    ]
    off = [for s in local.settings : s.name if s.on != true]
  }

  enforce {
    condition     = attrs.block_public_acls == true && attrs.block_public_policy == true && attrs.ignore_public_acls == true && attrs.restrict_public_buckets == true
    error_message = "This public access block leaves a setting off; set to true: ${plugin::soc2::listed(local.off)}."
  }
}
