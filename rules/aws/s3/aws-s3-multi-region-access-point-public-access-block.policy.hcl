locals {
  soc2_aws_s3_multi_region_access_point_public_access_block = {
    title    = "S3 multi-region access points have all public access block settings on"
    severity = "high"
    preset   = "default"
    since    = "0.1.0"
    criteria = [
      { id = "CC6.1", strength = "supports", not_shown = "What the policy of the bucket behind the access point allows." },
      { id = "CC6.6", strength = "supports", not_shown = "The block settings of the bucket and of the account." },
    ]
    description = "A multi-region access point reaches buckets in several regions through one global name. Its block of public access is on in full by default and can't be changed later."
    remediation = {
      text   = "Leave the block out, or set all four settings to true."
      before = <<-EOT
        resource "aws_s3control_multi_region_access_point" "reports" {
          details {
            name = "reports"

            region {
              bucket = "example-data"
            }

            public_access_block {
              block_public_policy = false
            }
          }
        }
      EOT
      after  = <<-EOT
        resource "aws_s3control_multi_region_access_point" "reports" {
          details {
            name = "reports"

            region {
              bucket = "example-data"
            }

            public_access_block {
              block_public_policy = true
            }
          }
        }
      EOT
    }
    references = [
      "https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/s3control_multi_region_access_point",
      "https://docs.aws.amazon.com/AmazonS3/latest/userguide/multi-region-access-point-block-public-access.html",
    ]
  }
}

policy {
  required_providers {
    aws = { source = "hashicorp/aws", version = ">= 5.0.0, < 7.0.0" }
  }
}

resource_policy "aws_s3control_multi_region_access_point" "multi_region_access_point_public_access_block" {
  locals {
    blocks = core::flatten([for d in attrs.details : [for b in d.public_access_block : b]])
  }

  enforce {
    condition     = core::length([for b in local.blocks : b if b.block_public_acls == false]) == 0
    error_message = "This access point turns `block_public_acls` off; remove the setting or set it to true."
  }

  enforce {
    condition     = core::length([for b in local.blocks : b if b.block_public_policy == false]) == 0
    error_message = "This access point turns `block_public_policy` off; remove the setting or set it to true."
  }

  enforce {
    condition     = core::length([for b in local.blocks : b if b.ignore_public_acls == false]) == 0
    error_message = "This access point turns `ignore_public_acls` off; remove the setting or set it to true."
  }

  enforce {
    condition     = core::length([for b in local.blocks : b if b.restrict_public_buckets == false]) == 0
    error_message = "This access point turns `restrict_public_buckets` off; remove the setting or set it to true."
  }
}
