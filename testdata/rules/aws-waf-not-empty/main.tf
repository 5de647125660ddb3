terraform {
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "~> 5.40"
    }
  }
}

# expect: fail, version 5 has no `rules_json` to look at
resource "aws_wafv2_rule_group" "empty" {
  name     = "empty"
  scope    = "REGIONAL"
  capacity = 10

  visibility_config {
    cloudwatch_metrics_enabled = false
    metric_name                = "empty"
    sampled_requests_enabled   = false
  }
}
