locals {
  soc2_aws_waf_not_empty = {
    title    = "Web ACLs, rule groups and rules are not empty"
    severity = "medium"
    preset   = "default"
    since    = "0.1.0"
    criteria = [
      { id = "CC6.6", strength = "supports", not_shown = "Whether the rules stop what the application is open to." },
    ]
    description = "An empty web ACL passes everything by its default action, and an empty rule never matches. In an inventory it looks like protection."
    remediation = {
      text   = "Add rules, or remove what is empty."
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

          rule {
            name     = "known-bad-inputs"
            priority = 1

            override_action {
              none {}
            }

            statement {
              managed_rule_group_statement {
                vendor_name = "AWS"
                name        = "AWSManagedRulesKnownBadInputsRuleSet"
              }
            }

            visibility_config {
              cloudwatch_metrics_enabled = true
              metric_name                = "known-bad-inputs"
              sampled_requests_enabled   = true
            }
          }
        }
      EOT
    }
    references = [
      "https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/wafv2_web_acl",
      "https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/wafv2_rule_group",
      "https://docs.aws.amazon.com/waf/latest/developerguide/web-acl.html",
    ]
  }
}

policy {
  required_providers {
    aws = { source = "hashicorp/aws", version = ">= 5.0.0, < 7.0.0" }
  }
}

resource_policy "aws_wafv2_web_acl" "not_empty" {
  locals {
    rules  = core::getresources("aws_wafv2_web_acl_rule", { web_acl_arn = attrs.arn })
    groups = core::getresources("aws_wafv2_web_acl_rule_group_association", { web_acl_arn = attrs.arn })
  }

  enforce {
    condition     = core::length([for r in attrs.rule : r if core::length(r.statement) > 0]) > 0 || plugin::soc2::is_set(attrs.rule_json) || core::length(local.rules) > 0 || core::length(local.groups) > 0
    error_message = "This web ACL has no rules and passes everything by its default action; add a `rule`."
  }
}

resource_policy "aws_wafv2_rule_group" "not_empty" {
  enforce {
    condition     = core::length([for r in attrs.rule : r if core::length(r.statement) > 0]) > 0 || plugin::soc2::is_set(core::try(attrs.rules_json, null))
    error_message = "This rule group has no rules; remove it or add a `rule`."
  }
}

resource_policy "aws_waf_web_acl" "not_empty" {
  enforce {
    condition     = core::length([for r in attrs.rules : r if r.rule_id != null]) > 0
    error_message = "This web ACL has no rules and passes everything by its default action; remove it or add `rules`."
  }
}

resource_policy "aws_wafregional_web_acl" "not_empty" {
  enforce {
    condition     = core::length([for r in attrs.rule : r if r.rule_id != null]) > 0
    error_message = "This web ACL has no rules and passes everything by its default action; remove it or add a `rule`."
  }
}

resource_policy "aws_waf_rule_group" "not_empty" {
  enforce {
    condition     = core::length([for r in attrs.activated_rule : r if r.rule_id != null]) > 0
    error_message = "This rule group has no rules; remove it or add an `activated_rule`."
  }
}

resource_policy "aws_wafregional_rule_group" "not_empty" {
  enforce {
    condition     = core::length([for r in attrs.activated_rule : r if r.rule_id != null]) > 0
    error_message = "This rule group has no rules; remove it or add an `activated_rule`."
  }
}

resource_policy "aws_waf_rule" "not_empty" {
  enforce {
    condition     = core::length([for r in attrs.predicates : r if r.data_id != null]) > 0
    error_message = "This rule has no predicates and never does what its name says; remove it or add `predicates`."
  }
}

resource_policy "aws_wafregional_rule" "not_empty" {
  enforce {
    condition     = core::length([for r in attrs.predicate : r if r.data_id != null]) > 0
    error_message = "This rule has no predicates and never does what its name says; remove it or add a `predicate`."
  }
}
