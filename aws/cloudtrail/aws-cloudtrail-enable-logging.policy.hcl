locals {
  soc2_aws_cloudtrail_enable_logging = {
    title    = "CloudTrail trails are not switched off"
    severity = "critical"
    preset   = "default"
    since    = "0.1.0"
    criteria = [
      { id = "CC7.2", strength = "supports", not_shown = "Whether the trail delivers, and whether somebody stopped it in the console." },
      { id = "CC7.1", strength = "partial", not_shown = "Whether anybody looks for risky changes in the logs." },
      { id = "CC7.4", strength = "partial", not_shown = "Whether there is an incident response that uses the logs." },
    ]
    description = "A trail that is declared but switched off looks like an audit trail and records nothing. There is no evidence for the time it was off."
    remediation = {
      text   = "Remove `enable_logging = false` (the default is true)."
      before = <<-EOT
        resource "aws_cloudtrail" "main" {
          name           = "main"
          s3_bucket_name = "example-audit-logs"
          enable_logging = false
        }
      EOT
      after  = <<-EOT
        resource "aws_cloudtrail" "main" {
          name           = "main"
          s3_bucket_name = "example-audit-logs"
        }
      EOT
    }
    references = [
      "https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/cloudtrail",
      "https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-turning-off-logging.html",
    ]
  }
}

policy {
  required_providers {
    aws = { source = "hashicorp/aws", version = ">= 5.0.0, < 7.0.0" }
  }
}

resource_policy "aws_cloudtrail" "enable_logging" {
  enforce {
    condition     = attrs.enable_logging != false
    error_message = "This trail is switched off and records nothing; remove `enable_logging = false`."
  }
}
