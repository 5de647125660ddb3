locals {
  soc2_aws_s3_access_point_public_access_block = {
    title    = "S3 access points have all public access block settings on"
    severity = "high"
    preset   = "default"
    since    = "0.1.0"
    criteria = [
      { id = "CC6.1", strength = "supports", not_shown = "What the policy of the bucket behind the access point allows." },
      { id = "CC6.6", strength = "supports", not_shown = "The block settings of the bucket and of the account." },
    ]
    description = "An access point has its own block of public access beside the bucket's. It is on in full by default and can't be changed later, so a setting turned off here was turned off on purpose."
    remediation = {
      text   = "Leave the block out, or set all four settings to true."
      before = <<-EOT
        resource "aws_s3_access_point" "reports" {
          name   = "reports"
          bucket = "example-data"

          public_access_block_configuration {
            block_public_policy = false
          }
        }
      EOT
      after  = <<-EOT
        resource "aws_s3_access_point" "reports" {
          name   = "reports"
          bucket = "example-data"

          public_access_block_configuration {
            block_public_acls       = true
            block_public_policy     = true
            ignore_public_acls      = true
            restrict_public_buckets = true
          }
        }
      EOT
    }
    references = [
      "https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/s3_access_point",
      "https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-points-bpa-settings.html",
    ]
  }
}

policy {
  required_providers {
    aws = { source = "hashicorp/aws", version = ">= 5.0.0, < 7.0.0" }
  }
}

resource_policy "aws_s3_access_point" "access_point_public_access_block" {
  enforce {
    condition     = core::length([for b in attrs.public_access_block_configuration : b if b.block_public_acls == false]) == 0
    error_message = "This access point turns `block_public_acls` off; remove the setting or set it to true."
  }

  enforce {
    condition     = core::length([for b in attrs.public_access_block_configuration : b if b.block_public_policy == false]) == 0
    error_message = "This access point turns `block_public_policy` off; remove the setting or set it to true."
  }

  enforce {
    condition     = core::length([for b in attrs.public_access_block_configuration : b if b.ignore_public_acls == false]) == 0
    error_message = "This access point turns `ignore_public_acls` off; remove the setting or set it to true."
  }

  enforce {
    condition     = core::length([for b in attrs.public_access_block_configuration : b if b.restrict_public_buckets == false]) == 0
    error_message = "This access point turns `restrict_public_buckets` off; remove the setting or set it to true."
  }
}
