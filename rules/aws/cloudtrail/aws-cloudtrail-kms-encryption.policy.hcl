locals {
  soc2_aws_cloudtrail_kms_encryption = {
    title    = "CloudTrail logs are encrypted with a KMS key"
    severity = "high"
    preset   = "default"
    since    = "0.1.0"
    criteria = [
      { id = "CC6.1", strength = "supports", not_shown = "Who may use the key by its policy." },
      { id = "CC7.2", strength = "partial", not_shown = "Whether the trail is complete and watched." },
      { id = "CC2.1", strength = "partial", not_shown = "Whether the recorded information is used by internal control." },
      { id = "CC7.1", strength = "partial", not_shown = "Which changes are looked for in the logs." },
      { id = "CC7.4", strength = "partial", not_shown = "Whether there is an incident response that uses the logs." },
    ]
    description = "With a KMS key of your own, reading the audit logs needs a right on the key besides the right on the bucket, and each use of the key is recorded. Without one, whoever may read the bucket reads everything."
    remediation = {
      text   = "Set `kms_key_id` to the ARN of a customer managed key whose policy lets CloudTrail encrypt."
      before = <<-EOT
        resource "aws_cloudtrail" "main" {
          name           = "main"
          s3_bucket_name = "example-audit-logs"
        }
      EOT
      after  = <<-EOT
        data "aws_caller_identity" "current" {}

        resource "aws_kms_key" "trail" {
          description         = "Audit logs"
          enable_key_rotation = true

          policy = jsonencode({
            Version = "2012-10-17"
            Statement = [
              {
                Effect    = "Allow"
                Principal = { AWS = "arn:aws:iam::$${data.aws_caller_identity.current.account_id}:root" }
                Action    = "kms:*"
                Resource  = "*"
              },
              {
                Effect    = "Allow"
                Principal = { Service = "cloudtrail.amazonaws.com" }
                Action    = ["kms:GenerateDataKey*", "kms:DescribeKey"]
                Resource  = "*"
              },
            ]
          })
        }

        resource "aws_cloudtrail" "main" {
          name           = "main"
          s3_bucket_name = "example-audit-logs"
          kms_key_id     = aws_kms_key.trail.arn
        }
      EOT
    }
    references = [
      "https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/cloudtrail",
      "https://docs.aws.amazon.com/awscloudtrail/latest/userguide/encrypting-cloudtrail-log-files-with-aws-kms.html",
    ]
  }
}

policy {
  required_providers {
    aws = { source = "hashicorp/aws", version = ">= 5.0.0, < 7.0.0" }
  }
}

resource_policy "aws_cloudtrail" "kms_encryption" {
  enforce {
    condition     = plugin::soc2::is_customer_key(attrs.kms_key_id)
    error_message = "The logs of this trail are not encrypted with a KMS key of your own; set `kms_key_id`."
  }
}
