locals {
  soc2_aws_cloudwatch_alarm_root_usage = {
    title    = "Use of the root user raises an alarm"
    severity = "medium"
    preset   = "default"
    since    = "0.1.0"
    criteria = [
      { id = "CC7.2", strength = "supports", not_shown = "Whether somebody answers the alarm." },
      { id = "CC6.1", strength = "partial", not_shown = "Who knows the password of the root user and holds its MFA device." },
      { id = "PI1.3", strength = "partial", not_shown = "Whether processing errors are found and corrected." },
    ]
    account_baseline = ["aws_cloudwatch_log_metric_filter"]
    description      = "The root user can do everything and nothing limits it, so it is used next to never. Each use is either planned or an incident, and an auditor samples whether somebody was told."
    remediation = {
      text   = "Let an alarm with an action watch the metric of a filter with the pattern below, on the log group of the trail."
      before = <<-EOT
        resource "aws_cloudwatch_log_group" "trail" {
          name = "trail"
        }

        resource "aws_cloudtrail" "main" {
          name                       = "main"
          s3_bucket_name             = "example-audit-logs"
          is_multi_region_trail      = true
          cloud_watch_logs_group_arn = "$${aws_cloudwatch_log_group.trail.arn}:*"
          cloud_watch_logs_role_arn  = "arn:aws:iam::123456789012:role/trail"
        }

        resource "aws_cloudwatch_log_metric_filter" "watch" {
          name           = "root-usage"
          log_group_name = aws_cloudwatch_log_group.trail.name
          pattern        = "{ $.userIdentity.type = \"Root\" && $.userIdentity.invokedBy NOT EXISTS && $.eventType != \"AwsServiceEvent\" }"

          metric_transformation {
            name      = "root-usage"
            namespace = "Audit"
            value     = "1"
          }
        }

        resource "aws_cloudwatch_metric_alarm" "watch" {
          alarm_name          = "root-usage"
          metric_name         = "root-usage"
          namespace           = "Audit"
          statistic           = "Sum"
          period              = 300
          evaluation_periods  = 1
          threshold           = 1
          comparison_operator = "GreaterThanOrEqualToThreshold"

        }
      EOT
      after  = <<-EOT
        resource "aws_cloudwatch_log_group" "trail" {
          name = "trail"
        }

        resource "aws_cloudtrail" "main" {
          name                       = "main"
          s3_bucket_name             = "example-audit-logs"
          is_multi_region_trail      = true
          cloud_watch_logs_group_arn = "$${aws_cloudwatch_log_group.trail.arn}:*"
          cloud_watch_logs_role_arn  = "arn:aws:iam::123456789012:role/trail"
        }

        resource "aws_cloudwatch_log_metric_filter" "watch" {
          name           = "root-usage"
          log_group_name = aws_cloudwatch_log_group.trail.name
          pattern        = "{ $.userIdentity.type = \"Root\" && $.userIdentity.invokedBy NOT EXISTS && $.eventType != \"AwsServiceEvent\" }"

          metric_transformation {
            name      = "root-usage"
            namespace = "Audit"
            value     = "1"
          }
        }

        resource "aws_cloudwatch_metric_alarm" "watch" {
          alarm_name          = "root-usage"
          metric_name         = "root-usage"
          namespace           = "Audit"
          statistic           = "Sum"
          period              = 300
          evaluation_periods  = 1
          threshold           = 1
          comparison_operator = "GreaterThanOrEqualToThreshold"
          alarm_actions       = ["arn:aws:sns:eu-west-1:123456789012:security"]
        }
      EOT
    }
    references = [
      "https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/cloudwatch_log_metric_filter",
      "https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/cloudwatch_metric_alarm",
      "https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudwatch-alarms-for-cloudtrail.html",
      "https://docs.aws.amazon.com/securityhub/latest/userguide/cloudwatch-controls.html",
    ]
  }
}

policy {
  required_providers {
    aws = { source = "hashicorp/aws", version = ">= 5.0.0, < 7.0.0" }
  }
}

resource_policy "aws_cloudwatch_log_metric_filter" "alarm_root_usage" {
  # Of all metric filters those that look for these events.
  filter = core::regex_match(attrs.pattern, "\\$\\.userIdentity\\.type\\s*=\\s*\"?Root\"?") && core::regex_match(attrs.pattern, "\\$\\.userIdentity\\.invokedBy\\s+NOT\\s+EXISTS") && core::regex_match(attrs.pattern, "\\$\\.eventType\\s*!=\\s*\"?AwsServiceEvent\"?")

  locals {
    alarms = [
      for a in core::getresources("aws_cloudwatch_metric_alarm", {}) : a
      if a.actions_enabled != false && plugin::soc2::is_set(a.alarm_actions) && core::length([
        for m in attrs.metric_transformation : m
        if(a.metric_name == m.name && a.namespace == m.namespace) ||
        core::length([for q in a.metric_query : q if core::length([for x in q.metric : x if x.metric_name == m.name && x.namespace == m.namespace]) > 0]) > 0
      ]) > 0
    ]

    # The trail may be declared elsewhere; where trails are declared here, one of them has to fill the log group.
    trails = [for t in core::getresources("aws_cloudtrail", {}) : t if plugin::soc2::is_set(t.cloud_watch_logs_group_arn)]
    groups = core::getresources("aws_cloudwatch_log_group", { name = attrs.log_group_name })
    feeding = [
      for t in local.trails : t
      if core::length([for g in local.groups : g if t.cloud_watch_logs_group_arn == "${g.arn}:*" || t.cloud_watch_logs_group_arn == g.arn]) > 0 ||
      (core::length(local.groups) == 0 && core::length([for m in core::regexall(":log-group:([^:]*)", t.cloud_watch_logs_group_arn) : m if m[0] == attrs.log_group_name]) > 0)
    ]
  }

  enforce {
    condition     = core::length(local.alarms) > 0
    error_message = "Nobody is told when this metric filter counts; add an `aws_cloudwatch_metric_alarm` on its metric with `alarm_actions`."
  }

  enforce {
    condition     = core::length(local.trails) == 0 || core::length(local.feeding) > 0
    error_message = "This metric filter reads a log group that no trail here fills; set `log_group_name` to the log group of the trail."
  }
}
