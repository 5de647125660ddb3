locals {
  soc2_aws_cloudtrail_log_file_validation = {
    title    = "CloudTrail log file validation is on"
    severity = "high"
    preset   = "default"
    since    = "0.1.0"
    criteria = [
      { id = "CC7.2", strength = "supports", not_shown = "Whether anybody validates the digest files." },
      { id = "CC7.3", strength = "partial", not_shown = "Whether a failed validation would be noticed and acted on." },
      { id = "PI1.5", strength = "partial", not_shown = "Whether the stored logs are complete and kept long enough." },
      { id = "CC2.1", strength = "partial", not_shown = "Whether the recorded information is used by internal control." },
      { id = "CC7.1", strength = "partial", not_shown = "Which changes are looked for in the logs." },
      { id = "CC7.4", strength = "partial", not_shown = "Whether there is an incident response that uses the logs." },
      { id = "PI1.3", strength = "partial", not_shown = "Whether processing is complete; it shows only that its records can be checked." },
    ]
    description = "With validation on, CloudTrail writes signed digest files, so that a changed or deleted log file can be proved. An auditor can rely on logs only if tampering would show."
    remediation = {
      text   = "Set `enable_log_file_validation = true`."
      before = <<-EOT
        resource "aws_cloudtrail" "main" {
          name           = "main"
          s3_bucket_name = "example-audit-logs"
        }
      EOT
      after  = <<-EOT
        resource "aws_cloudtrail" "main" {
          name                       = "main"
          s3_bucket_name             = "example-audit-logs"
          enable_log_file_validation = true
        }
      EOT
    }
    references = [
      "https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/cloudtrail",
      "https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-log-file-validation-intro.html",
    ]
  }
}

policy {
  required_providers {
    aws = { source = "hashicorp/aws", version = ">= 5.0.0, < 7.0.0" }
  }
}

resource_policy "aws_cloudtrail" "log_file_validation" {
  enforce {
    condition     = attrs.enable_log_file_validation == true
    error_message = "Changed or deleted log files of this trail would not show; set `enable_log_file_validation = true`."
  }
}
