locals {
  soc2_aws_waf_rule_has_action = {
    title    = "Every WAF rule has an action"
    severity = "medium"
    preset   = "default"
    since    = "0.1.0"
    criteria = [
      { id = "CC6.6", strength = "supports", not_shown = "Whether the rules stop what the application is open to." },
    ]
    description = "A rule without an action, or a rule group whose actions are overridden by count, only counts what it was written to stop. Counting is for the first days of a new rule; an auditor asks why it stayed."
    remediation = {
      text   = "Give each rule an `action`; for rule groups write `override_action { none {} }`."
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

          rule {
            name     = "known-bad-inputs"
            priority = 1

            override_action {
              count {}
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
      "https://docs.aws.amazon.com/waf/latest/developerguide/web-acl-rule-actions.html",
      "https://docs.aws.amazon.com/waf/latest/developerguide/web-acl-rule-group-override-options.html",
    ]
  }
}

policy {
  required_providers {
    aws = { source = "hashicorp/aws", version = ">= 5.0.0, < 7.0.0" }
  }
}

resource_policy "aws_wafv2_web_acl" "rule_has_action" {
  locals {
    without  = [for r in attrs.rule : r if !(core::length([for a in r.action : a if core::length(a.allow) > 0 || core::length(a.block) > 0 || core::length(a.count) > 0 || core::length(a.captcha) > 0 || core::length(a.challenge) > 0]) > 0 || core::length(r.override_action) > 0 || core::length([for s in r.statement : s if core::length(s.managed_rule_group_statement) > 0 || core::length(s.rule_group_reference_statement) > 0]) > 0)]
    counting = [for r in attrs.rule : r if core::length([for o in r.override_action : o if core::length(o.count) > 0]) > 0]
    names    = plugin::soc2::listed([for r in core::concat(local.without, local.counting) : r.name])
  }

  enforce {
    condition     = core::length(local.without) == 0
    error_message = "A rule of this web ACL has no action: ${local.names}; add `action`, or `override_action` for a rule group."
  }

  enforce {
    condition     = core::length(local.counting) == 0
    error_message = "A rule group of this web ACL only counts: ${local.names}; write `override_action { none {} }`."
  }
}

resource_policy "aws_wafv2_web_acl_rule" "rule_has_action" {
  enforce {
    condition     = core::length([for a in attrs.action : a if core::length(a.allow) > 0 || core::length(a.block) > 0 || core::length(a.count) > 0 || core::length(a.captcha) > 0 || core::length(a.challenge) > 0]) > 0 || core::length(attrs.override_action) > 0 || core::length([for s in attrs.statement : s if core::length(s.managed_rule_group_statement) > 0 || core::length(s.rule_group_reference_statement) > 0]) > 0
    error_message = "This rule has no action; add `action`, or `override_action` for a rule group."
  }

  enforce {
    condition     = !(core::length([for o in attrs.override_action : o if core::length(o.count) > 0]) > 0)
    error_message = "This rule group only counts; write `override_action { none {} }`."
  }
}

resource_policy "aws_wafv2_rule_group" "rule_has_action" {
  enforce {
    condition     = core::length([for r in attrs.rule : r if !(core::length([for a in r.action : a if core::length(a.allow) > 0 || core::length(a.block) > 0 || core::length(a.count) > 0 || core::length(a.captcha) > 0 || core::length(a.challenge) > 0]) > 0)]) == 0
    error_message = "A rule of this rule group has no action; add `action`."
  }
}

resource_policy "aws_waf_web_acl" "rule_has_action" {
  enforce {
    condition     = core::length([for r in attrs.rules : r if core::length([for a in r.action : a if a.type != null]) == 0 && core::length(r.override_action) == 0]) == 0
    error_message = "A rule of this web ACL has no action; add `action`, or `override_action` for a rule group."
  }

  enforce {
    condition     = core::length([for r in attrs.rules : r if core::length([for o in r.override_action : o if o.type == "COUNT"]) > 0]) == 0
    error_message = "A rule group of this web ACL only counts; set the `type` of `override_action` to `NONE`."
  }
}

resource_policy "aws_wafregional_web_acl" "rule_has_action" {
  enforce {
    condition     = core::length([for r in attrs.rule : r if core::length([for a in r.action : a if a.type != null]) == 0 && core::length(r.override_action) == 0]) == 0
    error_message = "A rule of this web ACL has no action; add `action`, or `override_action` for a rule group."
  }

  enforce {
    condition     = core::length([for r in attrs.rule : r if core::length([for o in r.override_action : o if o.type == "COUNT"]) > 0]) == 0
    error_message = "A rule group of this web ACL only counts; set the `type` of `override_action` to `NONE`."
  }
}

resource_policy "aws_waf_rule_group" "rule_has_action" {
  enforce {
    condition     = core::length([for r in attrs.activated_rule : r if core::length([for a in r.action : a if a.type != null]) == 0]) == 0
    error_message = "A rule of this rule group has no action; add `action`."
  }
}

resource_policy "aws_wafregional_rule_group" "rule_has_action" {
  enforce {
    condition     = core::length([for r in attrs.activated_rule : r if core::length([for a in r.action : a if a.type != null]) == 0]) == 0
    error_message = "A rule of this rule group has no action; add `action`."
  }
}
