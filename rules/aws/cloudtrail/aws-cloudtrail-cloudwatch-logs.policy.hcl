locals {
  soc2_aws_cloudtrail_cloudwatch_logs = {
    title    = "CloudTrail sends events to CloudWatch Logs"
    severity = "medium"
    preset   = "default"
    since    = "0.1.0"
    criteria = [
      { id = "CC7.2", strength = "supports", not_shown = "Whether alarms read the log group and anybody answers them." },
      { id = "CC7.3", strength = "partial", not_shown = "Whether events are evaluated by people or tools." },
      { id = "CC7.1", strength = "partial", not_shown = "Which configuration changes are looked for in the logs." },
      { id = "CC7.4", strength = "partial", not_shown = "Whether there is an incident response that uses the logs." },
      { id = "A1.2", strength = "partial", not_shown = "Backups and recovery; it shows only that activity is recorded a second time." },
      { id = "PI1.3", strength = "partial", not_shown = "Whether processing errors are found and corrected." },
      { id = "PI1.5", strength = "partial", not_shown = "How long the log group keeps the events and who may delete it." },
    ]
    description = "A trail that ends in a bucket is searched after the fact; metric filters and alarms need the events in CloudWatch Logs. Auditors ask how the team would notice a root login or a changed policy the same day."
    remediation = {
      text   = "Set `cloud_watch_logs_group_arn`, and `cloud_watch_logs_role_arn` for a role that may write to the group."
      before = <<-EOT
        resource "aws_cloudtrail" "main" {
          name           = "main"
          s3_bucket_name = "example-audit-logs"
        }
      EOT
      after  = <<-EOT
        resource "aws_cloudwatch_log_group" "trail" {
          name              = "cloudtrail"
          retention_in_days = 365
        }

        resource "aws_iam_role" "trail" {
          name = "cloudtrail-to-logs"

          assume_role_policy = jsonencode({
            Version = "2012-10-17"
            Statement = [{
              Effect    = "Allow"
              Action    = "sts:AssumeRole"
              Principal = { Service = "cloudtrail.amazonaws.com" }
            }]
          })
        }

        resource "aws_cloudtrail" "main" {
          name                       = "main"
          s3_bucket_name             = "example-audit-logs"
          cloud_watch_logs_group_arn = "$${aws_cloudwatch_log_group.trail.arn}:*"
          cloud_watch_logs_role_arn  = aws_iam_role.trail.arn
        }
      EOT
    }
    references = [
      "https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/cloudtrail",
      "https://docs.aws.amazon.com/awscloudtrail/latest/userguide/send-cloudtrail-events-to-cloudwatch-logs.html",
    ]
  }
}

policy {
  required_providers {
    aws = { source = "hashicorp/aws", version = ">= 5.0.0, < 7.0.0" }
  }
}

resource_policy "aws_cloudtrail" "cloudwatch_logs" {
  enforce {
    condition     = plugin::soc2::is_set(attrs.cloud_watch_logs_group_arn)
    error_message = "This trail does not send its events to CloudWatch Logs; set `cloud_watch_logs_group_arn` and `cloud_watch_logs_role_arn`."
  }
}
