locals {
  visibility = "main"
}

# expect: pass
resource "aws_wafv2_web_acl" "logged" {
  count = 2
  name  = "logged-${count.index}"
  scope = "REGIONAL"

  default_action {
    allow {}
  }

  visibility_config {
    cloudwatch_metrics_enabled = true
    metric_name                = local.visibility
    sampled_requests_enabled   = true
  }
}

resource "aws_cloudwatch_log_group" "waf" {
  name = "aws-waf-logs-main"
}

resource "aws_wafv2_web_acl_logging_configuration" "logged" {
  count                   = 2
  resource_arn            = aws_wafv2_web_acl.logged[count.index].arn
  log_destination_configs = [aws_cloudwatch_log_group.waf.arn]
}

# expect: fail
resource "aws_wafv2_web_acl" "not_logged" {
  name  = "not-logged"
  scope = "REGIONAL"

  default_action {
    allow {}
  }

  visibility_config {
    cloudwatch_metrics_enabled = true
    metric_name                = local.visibility
    sampled_requests_enabled   = true
  }
}
