locals {
  soc2_aws_waf_known_bad_inputs_rules = {
    title    = "Web ACLs use the AWS known bad inputs rule group (Log4j)"
    severity = "medium"
    preset   = "default"
    since    = "0.1.0"
    criteria = [
      { id = "CC6.6", strength = "supports", not_shown = "Whether the application itself is patched." },
      { id = "CC7.1", strength = "partial", not_shown = "Which vulnerabilities are looked for besides." },
    ]
    description = "The rule group stops requests that are known to exploit flaws such as Log4Shell, and AWS keeps it current. It costs little, breaks little, and covers the time until a patch is out everywhere."
    remediation = {
      text   = "Add a rule with the managed rule group `AWSManagedRulesKnownBadInputsRuleSet` and `override_action { none {} }`."
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
      "https://docs.aws.amazon.com/waf/latest/developerguide/aws-managed-rule-groups-baseline.html",
    ]
  }
}

policy {
  required_providers {
    aws = { source = "hashicorp/aws", version = ">= 5.0.0, < 7.0.0" }
  }
}

resource_policy "aws_wafv2_web_acl" "known_bad_inputs_rules" {
  locals {
    inline = [
      for r in attrs.rule : r
      if core::length([for o in r.override_action : o if core::length(o.count) > 0]) == 0 && core::length([
        for s in r.statement : s if core::length([for m in s.managed_rule_group_statement : m if m.vendor_name == "AWS" && m.name == "AWSManagedRulesKnownBadInputsRuleSet" && core::length([for o in m.rule_action_override : o if core::startswith(o.name, "Log4JRCE") && core::length([for a in o.action_to_use : a if core::length(a.count) > 0 || core::length(a.allow) > 0]) > 0]) == 0]) > 0
      ]) > 0
    ]
    separate = [
      for r in core::getresources("aws_wafv2_web_acl_rule", { web_acl_arn = attrs.arn }) : r
      if core::length([for o in r.override_action : o if core::length(o.count) > 0]) == 0 && core::length([
        for s in r.statement : s if core::length([for m in s.managed_rule_group_statement : m if m.vendor_name == "AWS" && m.name == "AWSManagedRulesKnownBadInputsRuleSet" && core::length([for o in m.rule_action_override : o if core::startswith(o.name, "Log4JRCE") && core::length([for a in o.action_to_use : a if core::length(a.count) > 0 || core::length(a.allow) > 0]) > 0]) == 0]) > 0
      ]) > 0
    ]
    associated = [
      for g in core::getresources("aws_wafv2_web_acl_rule_group_association", { web_acl_arn = attrs.arn }) : g
      if g.override_action != "count" && core::length([for m in g.managed_rule_group : m if m.vendor_name == "AWS" && m.name == "AWSManagedRulesKnownBadInputsRuleSet" && core::length([for o in m.rule_action_override : o if core::startswith(o.name, "Log4JRCE") && core::length([for a in o.action_to_use : a if core::length(a.count) > 0 || core::length(a.allow) > 0]) > 0]) == 0]) > 0
    ]
    json = attrs.rule_json != null && core::contains_substring(attrs.rule_json, "AWSManagedRulesKnownBadInputsRuleSet")
  }

  enforce {
    condition     = core::length(local.inline) > 0 || core::length(local.separate) > 0 || core::length(local.associated) > 0 || local.json
    error_message = "This web ACL does not block known bad inputs; add the managed rule group `AWSManagedRulesKnownBadInputsRuleSet` with `override_action { none {} }`."
  }
}
