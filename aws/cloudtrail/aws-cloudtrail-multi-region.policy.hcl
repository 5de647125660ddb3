locals {
  soc2_aws_cloudtrail_multi_region = {
    title    = "CloudTrail trails cover all regions"
    severity = "high"
    preset   = "default"
    since    = "0.1.0"
    criteria = [
      { id = "CC7.2", strength = "supports", not_shown = "Whether the trail delivers and anybody watches the events." },
      { id = "CC7.1", strength = "partial", not_shown = "Which changes are looked for in the events." },
      { id = "CC2.1", strength = "partial", not_shown = "Whether the recorded information is used by internal control." },
      { id = "CC7.4", strength = "partial", not_shown = "Whether there is an incident response that uses the logs." },
      { id = "A1.2", strength = "partial", not_shown = "Backups and recovery; it shows only that activity is recorded everywhere." },
      { id = "PI1.3", strength = "partial", not_shown = "Whether processing errors are found and corrected." },
      { id = "PI1.5", strength = "partial", not_shown = "Whether the stored logs are complete and kept long enough." },
    ]
    description = "Intruders prefer the region that nobody looks at. A single-region trail has no record of what happens elsewhere in the account, also of regions that are added later."
    remediation = {
      text   = "Set `is_multi_region_trail = true`."
      before = <<-EOT
        resource "aws_cloudtrail" "main" {
          name           = "main"
          s3_bucket_name = "example-audit-logs"
        }
      EOT
      after  = <<-EOT
        resource "aws_cloudtrail" "main" {
          name                  = "main"
          s3_bucket_name        = "example-audit-logs"
          is_multi_region_trail = true
        }
      EOT
    }
    references = [
      "https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/cloudtrail",
      "https://docs.aws.amazon.com/awscloudtrail/latest/userguide/receive-cloudtrail-log-files-from-multiple-regions.html",
    ]
  }
}

policy {
  required_providers {
    aws = { source = "hashicorp/aws", version = ">= 5.0.0, < 7.0.0" }
  }
}

resource_policy "aws_cloudtrail" "multi_region" {
  enforce {
    condition     = attrs.is_multi_region_trail == true
    error_message = "This trail records one region only; set `is_multi_region_trail = true`."
  }
}
