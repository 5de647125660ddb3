locals {
  soc2_aws_s3_account_public_access_block = {
    title    = "The account blocks public S3 access with all four settings"
    severity = "high"
    preset   = "default"
    since    = "0.1.0"
    criteria = [
      { id = "CC6.1", strength = "supports", not_shown = "Whether the setting was applied to the account, and access of named accounts." },
      { id = "CC6.6", strength = "supports", not_shown = "Other public ways to the data, such as CloudFront or an application." },
      { id = "CC6.3", strength = "partial", not_shown = "Whether principals inside the account have the least rights on the buckets." },
    ]
    account_baseline = ["aws_s3_account_public_access_block"]
    description      = "The account's setting closes every bucket at once, also those made by hand tomorrow. It is one screenshot for an auditor instead of one for each bucket."
    remediation = {
      text   = "Declare `aws_s3_account_public_access_block` in the account's baseline with all four settings true."
      before = <<-EOT
        resource "aws_s3_account_public_access_block" "main" {
          block_public_acls   = true
          block_public_policy = true
        }
      EOT
      after  = <<-EOT
        resource "aws_s3_account_public_access_block" "main" {
          block_public_acls       = true
          block_public_policy     = true
          ignore_public_acls      = true
          restrict_public_buckets = true
        }
      EOT
    }
    references = [
      "https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/s3_account_public_access_block",
      "https://docs.aws.amazon.com/AmazonS3/latest/userguide/configuring-block-public-access-account.html",
    ]
  }
}

policy {
  required_providers {
    aws = { source = "hashicorp/aws", version = ">= 5.0.0, < 7.0.0" }
  }
}

resource_policy "aws_s3_account_public_access_block" "account_public_access_block" {
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
    error_message = "The account does not block all public access to S3; set to true: ${plugin::soc2::listed(local.off)}."
  }
}
