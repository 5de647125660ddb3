policytest {
  targets = ["aws-cloudwatch-alarm-root-usage.policy.hcl"]
}

resource "aws_cloudwatch_log_group" "trail" {
  skip  = true
  attrs = { name = "trail", arn = "arn:aws:logs:eu-west-1:123456789012:log-group:trail" }
}

resource "aws_cloudwatch_log_group" "other" {
  skip  = true
  attrs = { name = "other", arn = "arn:aws:logs:eu-west-1:123456789012:log-group:other" }
}

resource "aws_cloudtrail" "main" {
  skip  = true
  attrs = { name = "main", cloud_watch_logs_group_arn = "arn:aws:logs:eu-west-1:123456789012:log-group:trail:*" }
}

resource "aws_cloudtrail" "silent" {
  skip  = true
  attrs = { name = "silent", cloud_watch_logs_group_arn = null }
}

resource "aws_cloudwatch_metric_alarm" "watched" {
  skip  = true
  attrs = { metric_name = "watched", namespace = "Audit", alarm_actions = ["arn:sns"], actions_enabled = true, metric_query = [] }
}

resource "aws_cloudwatch_metric_alarm" "no_action" {
  skip  = true
  attrs = { metric_name = "no-action", namespace = "Audit", alarm_actions = [], actions_enabled = true, metric_query = [] }
}

resource "aws_cloudwatch_metric_alarm" "null_action" {
  skip  = true
  attrs = { metric_name = "null-action", namespace = "Audit", alarm_actions = null, actions_enabled = null, metric_query = [] }
}

resource "aws_cloudwatch_metric_alarm" "disabled" {
  skip  = true
  attrs = { metric_name = "disabled", namespace = "Audit", alarm_actions = ["arn:sns"], actions_enabled = false, metric_query = [] }
}

resource "aws_cloudwatch_metric_alarm" "other_namespace" {
  skip  = true
  attrs = { metric_name = "other-namespace", namespace = "Other", alarm_actions = ["arn:sns"], actions_enabled = true, metric_query = [] }
}

resource "aws_cloudwatch_metric_alarm" "query" {
  skip  = true
  attrs = { metric_name = null, namespace = null, alarm_actions = ["arn:sns"], actions_enabled = true, metric_query = [{ id = "m", metric = [{ metric_name = "queried", namespace = "Audit" }] }] }
}

resource "aws_cloudwatch_log_metric_filter" "plain" {
  attrs = { name = "plain", log_group_name = "trail", pattern = "{ $.userIdentity.type = \"Root\" && $.userIdentity.invokedBy NOT EXISTS && $.eventType != \"AwsServiceEvent\" }", metric_transformation = [{ name = "watched", namespace = "Audit" }] }
}

resource "aws_cloudwatch_log_metric_filter" "brackets" {
  attrs = { name = "brackets", log_group_name = "trail", pattern = "{($.userIdentity.type=\"Root\")&&($.userIdentity.invokedBy NOT EXISTS)&&($.eventType!=\"AwsServiceEvent\")}", metric_transformation = [{ name = "watched", namespace = "Audit" }] }
}

resource "aws_cloudwatch_log_metric_filter" "other_order" {
  attrs = { name = "other_order", log_group_name = "trail", pattern = "{ ($.eventType != AwsServiceEvent) && ($.userIdentity.invokedBy NOT EXISTS) && ($.userIdentity.type = Root) }", metric_transformation = [{ name = "watched", namespace = "Audit" }] }
}

resource "aws_cloudwatch_log_metric_filter" "queried" {
  attrs = { name = "queried", log_group_name = "trail", pattern = "{ $.userIdentity.type = \"Root\" && $.userIdentity.invokedBy NOT EXISTS && $.eventType != \"AwsServiceEvent\" }", metric_transformation = [{ name = "queried", namespace = "Audit" }] }
}

# Another pattern: not judged.
resource "aws_cloudwatch_log_metric_filter" "unauthorized" {
  attrs = { name = "unauthorized", log_group_name = "trail", pattern = "{ ($.errorCode = \"*UnauthorizedOperation\") || ($.errorCode = \"AccessDenied*\") }", metric_transformation = [{ name = "nobody", namespace = "Audit" }] }
}

resource "aws_cloudwatch_log_metric_filter" "no_alarm" {
  expect_failure = true
  attrs          = { name = "no_alarm", log_group_name = "trail", pattern = "{ $.userIdentity.type = \"Root\" && $.userIdentity.invokedBy NOT EXISTS && $.eventType != \"AwsServiceEvent\" }", metric_transformation = [{ name = "nobody", namespace = "Audit" }] }
}

resource "aws_cloudwatch_log_metric_filter" "no_action" {
  expect_failure = true
  attrs          = { name = "no_action", log_group_name = "trail", pattern = "{ $.userIdentity.type = \"Root\" && $.userIdentity.invokedBy NOT EXISTS && $.eventType != \"AwsServiceEvent\" }", metric_transformation = [{ name = "no-action", namespace = "Audit" }] }
}

resource "aws_cloudwatch_log_metric_filter" "null_action" {
  expect_failure = true
  attrs          = { name = "null_action", log_group_name = "trail", pattern = "{ $.userIdentity.type = \"Root\" && $.userIdentity.invokedBy NOT EXISTS && $.eventType != \"AwsServiceEvent\" }", metric_transformation = [{ name = "null-action", namespace = "Audit" }] }
}

resource "aws_cloudwatch_log_metric_filter" "disabled" {
  expect_failure = true
  attrs          = { name = "disabled", log_group_name = "trail", pattern = "{ $.userIdentity.type = \"Root\" && $.userIdentity.invokedBy NOT EXISTS && $.eventType != \"AwsServiceEvent\" }", metric_transformation = [{ name = "disabled", namespace = "Audit" }] }
}

resource "aws_cloudwatch_log_metric_filter" "other_namespace" {
  expect_failure = true
  attrs          = { name = "other_namespace", log_group_name = "trail", pattern = "{ $.userIdentity.type = \"Root\" && $.userIdentity.invokedBy NOT EXISTS && $.eventType != \"AwsServiceEvent\" }", metric_transformation = [{ name = "other-namespace", namespace = "Audit" }] }
}

resource "aws_cloudwatch_log_metric_filter" "other_group" {
  expect_failure = true
  attrs          = { name = "other_group", log_group_name = "other", pattern = "{ $.userIdentity.type = \"Root\" && $.userIdentity.invokedBy NOT EXISTS && $.eventType != \"AwsServiceEvent\" }", metric_transformation = [{ name = "watched", namespace = "Audit" }] }
}

