locals {
  soc2_aws_waf_logging = {
    title    = "Web ACLs log requests"
    severity = "medium"
    preset   = "default"
    since    = "0.1.0"
    criteria = [
      { id = "CC7.2", strength = "supports", not_shown = "Whether anybody looks at the logs." },
      { id = "CC6.6", strength = "partial", not_shown = "Which requests the rules stop." },
      { id = "CC7.3", strength = "partial", not_shown = "Whether events found in the logs are evaluated." },
      { id = "A1.2", strength = "partial", not_shown = "Recovery; it shows only that requests are recorded." },
      { id = "PI1.2", strength = "partial", not_shown = "Whether the application validates its input." },
    ]
    description = "The log of a web ACL shows which attacks were tried and which got through; metrics tell only how many. Without it an incident can't be traced to requests."
    remediation = {
      text   = "Add an `aws_wafv2_web_acl_logging_configuration` for the web ACL."
      before = <<-EOT
        resource "aws_wafv2_web_acl" "web" {
          name  = "web"
          scope = "REGIONAL"

          default_action {
            allow {}
          }

          visibility_config {
            cloudwatch_metrics_enabled = true
            metric_name                = "web"
            sampled_requests_enabled   = true
          }
        }
      EOT
      after  = <<-EOT
        resource "aws_wafv2_web_acl" "web" {
          name  = "web"
          scope = "REGIONAL"

          default_action {
            allow {}
          }

          visibility_config {
            cloudwatch_metrics_enabled = true
            metric_name                = "web"
            sampled_requests_enabled   = true
          }
        }

        resource "aws_wafv2_web_acl_logging_configuration" "web" {
          resource_arn            = aws_wafv2_web_acl.web.arn
          log_destination_configs = ["arn:aws:s3:::aws-waf-logs-example"]
        }
      EOT
    }
    references = [
      "https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/wafv2_web_acl_logging_configuration",
      "https://docs.aws.amazon.com/waf/latest/developerguide/logging.html",
    ]
  }
}

policy {
  required_providers {
    aws = { source = "hashicorp/aws", version = ">= 5.0.0, < 7.0.0" }
  }
}

resource_policy "aws_wafv2_web_acl" "logging" {
  locals {
    logged = [for l in core::getresources("aws_wafv2_web_acl_logging_configuration", { resource_arn = attrs.arn }) : l if plugin::soc2::is_set(l.log_destination_configs)]
  }

  enforce {
    condition     = core::length(local.logged) > 0
    error_message = "This web ACL does not log requests; add an `aws_wafv2_web_acl_logging_configuration` for it."
  }
}

resource_policy "aws_waf_web_acl" "logging" {
  enforce {
    condition     = core::length([for l in attrs.logging_configuration : l if plugin::soc2::is_set(l.log_destination)]) > 0
    error_message = "This web ACL does not log requests; add `logging_configuration` with a `log_destination`."
  }
}

resource_policy "aws_wafregional_web_acl" "logging" {
  enforce {
    condition     = core::length([for l in attrs.logging_configuration : l if plugin::soc2::is_set(l.log_destination)]) > 0
    error_message = "This web ACL does not log requests; add `logging_configuration` with a `log_destination`."
  }
}
