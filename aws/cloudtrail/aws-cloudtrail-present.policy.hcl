locals {
  soc2_aws_cloudtrail_present = {
    title    = "A CloudTrail trail is declared for the account"
    severity = "critical"
    preset   = "default"
    since    = "0.1.0"
    criteria = [
      { id = "CC7.2", strength = "supports", not_shown = "Whether the trail is applied and delivering." },
      { id = "CC7.1", strength = "partial", not_shown = "Which changes are looked for in the events." },
      { id = "CC7.3", strength = "partial", not_shown = "Whether events are evaluated by people or tools." },
      { id = "CC2.1", strength = "partial", not_shown = "Whether the recorded information is used by internal control." },
      { id = "CC7.4", strength = "partial", not_shown = "Whether there is an incident response that uses the logs." },
      { id = "A1.2", strength = "partial", not_shown = "Backups and recovery; it shows only that activity is recorded." },
      { id = "PI1.3", strength = "partial", not_shown = "Whether processing errors are found and corrected." },
      { id = "PI1.5", strength = "partial", not_shown = "Whether the stored logs are complete and kept long enough." },
    ]
    account_baseline = ["aws_cloudtrail"]
    description      = "Without a trail the account keeps 90 days of management events in the console and nothing that can be handed to an auditor. A trail that is switched off does not count. An organization trail that another account declares is a reason for an exception."
    remediation = {
      text   = "Declare an `aws_cloudtrail` that is on in the account's baseline."
      before = <<-EOT
        resource "aws_cloudtrail" "main" {
          name           = "main"
          s3_bucket_name = "example-audit-logs"
          enable_logging = false
        }
      EOT
      after  = <<-EOT
        resource "aws_cloudtrail" "main" {
          name                  = "main"
          s3_bucket_name        = "example-audit-logs"
          enable_logging        = true
          is_multi_region_trail = true
        }
      EOT
    }
    references = [
      "https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/cloudtrail",
      "https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-create-and-update-a-trail.html",
    ]
  }
}

policy {
  required_providers {
    aws = { source = "hashicorp/aws", version = ">= 5.0.0, < 7.0.0" }
  }
}

resource_policy "aws_cloudtrail" "present" {
  enforce {
    condition     = attrs.enable_logging != false
    error_message = "This trail is switched off, so it is no audit trail of the account; remove `enable_logging = false`."
  }
}
