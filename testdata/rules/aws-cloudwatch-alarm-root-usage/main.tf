variable "topics" {
  type = list(string)
}

locals {
  pattern = "{ $.userIdentity.type = \"Root\" && $.userIdentity.invokedBy NOT EXISTS && $.eventType != \"AwsServiceEvent\" }"
}

resource "aws_cloudwatch_log_group" "trail" {
  name = "trail"
}

resource "aws_cloudwatch_log_group" "other" {
  name = "other"
}

resource "aws_cloudtrail" "main" {
  name                       = "main"
  s3_bucket_name             = "rules-audit"
  cloud_watch_logs_group_arn = "${aws_cloudwatch_log_group.trail.arn}:*"
  cloud_watch_logs_role_arn  = "arn:aws:iam::123456789012:role/trail"
}

# expect: pass
resource "aws_cloudwatch_log_metric_filter" "told" {
  name           = "told"
  log_group_name = aws_cloudwatch_log_group.trail.name
  pattern        = local.pattern

  metric_transformation {
    name      = "told"
    namespace = "Audit"
    value     = "1"
  }
}

resource "aws_cloudwatch_metric_alarm" "told" {
  alarm_name          = "told"
  metric_name         = aws_cloudwatch_log_metric_filter.told.metric_transformation[0].name
  namespace           = aws_cloudwatch_log_metric_filter.told.metric_transformation[0].namespace
  comparison_operator = "GreaterThanOrEqualToThreshold"
  evaluation_periods  = 1
  threshold           = 1
  period              = 300
  statistic           = "Sum"
  alarm_actions       = ["arn:aws:sns:eu-west-1:123456789012:security"]
}

# expect: fail, no trail fills that log group
resource "aws_cloudwatch_log_metric_filter" "elsewhere" {
  name           = "elsewhere"
  log_group_name = aws_cloudwatch_log_group.other.name
  pattern        = local.pattern

  metric_transformation {
    name      = "told"
    namespace = "Audit"
    value     = "1"
  }
}

# expect: fail, nobody is told
resource "aws_cloudwatch_log_metric_filter" "silent" {
  name           = "silent"
  log_group_name = aws_cloudwatch_log_group.trail.name
  pattern        = local.pattern

  metric_transformation {
    name      = "silent"
    namespace = "Audit"
    value     = "1"
  }
}

# expect: notApplicable, other events
resource "aws_cloudwatch_log_metric_filter" "changes" {
  name           = "changes"
  log_group_name = aws_cloudwatch_log_group.trail.name
  pattern        = "{ $.eventName = StopLogging }"

  metric_transformation {
    name      = "changes"
    namespace = "Audit"
    value     = "1"
  }
}

# expect: undetermined, var.topics may be empty
resource "aws_cloudwatch_log_metric_filter" "maybe" {
  name           = "maybe"
  log_group_name = aws_cloudwatch_log_group.trail.name
  pattern        = local.pattern

  metric_transformation {
    name      = "maybe"
    namespace = "Audit"
    value     = "1"
  }
}

resource "aws_cloudwatch_metric_alarm" "maybe" {
  alarm_name          = "maybe"
  metric_name         = "maybe"
  namespace           = "Audit"
  comparison_operator = "GreaterThanOrEqualToThreshold"
  evaluation_periods  = 1
  threshold           = 1
  period              = 300
  statistic           = "Sum"
  alarm_actions       = var.topics
}
