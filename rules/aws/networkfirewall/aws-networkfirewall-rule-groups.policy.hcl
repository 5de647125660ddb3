locals {
  soc2_aws_networkfirewall_rule_groups = {
    title    = "Network firewall policies use rule groups that are not empty"
    severity = "medium"
    preset   = "default"
    since    = "0.1.0"
    criteria = [
      { id = "CC6.6", strength = "supports", not_shown = "Whether routes lead all traffic through the firewall, and what its rules let pass." },
    ]
    description = "A policy without rule groups, or with an empty one, applies its defaults to everything and inspects nothing. It is what is left after a first try, and looks like protection in an inventory."
    remediation = {
      text   = "Refer to at least one rule group in the policy, and give stateless groups rules."
      before = <<-EOT
        resource "aws_networkfirewall_firewall_policy" "main" {
          name = "main"

          firewall_policy {
            stateless_default_actions          = ["aws:forward_to_sfe"]
            stateless_fragment_default_actions = ["aws:drop"]
          }
        }
      EOT
      after  = <<-EOT
        resource "aws_networkfirewall_firewall_policy" "main" {
          name = "main"

          firewall_policy {
            stateless_default_actions          = ["aws:forward_to_sfe"]
            stateless_fragment_default_actions = ["aws:drop"]

            stateful_rule_group_reference {
              resource_arn = "arn:aws:network-firewall:eu-west-1:123456789012:stateful-rulegroup/main"
            }
          }
        }
      EOT
    }
    references = [
      "https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/networkfirewall_firewall_policy",
      "https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/networkfirewall_rule_group",
      "https://docs.aws.amazon.com/network-firewall/latest/developerguide/rule-groups.html",
    ]
  }
}

policy {
  required_providers {
    aws = { source = "hashicorp/aws", version = ">= 5.0.0, < 7.0.0" }
  }
}

resource_policy "aws_networkfirewall_firewall_policy" "rule_groups" {
  enforce {
    condition     = core::length([for p in attrs.firewall_policy : p if core::length(p.stateful_rule_group_reference) > 0 || core::length(p.stateless_rule_group_reference) > 0]) > 0
    error_message = "This policy uses no rule group and inspects nothing; add a `stateful_rule_group_reference` or `stateless_rule_group_reference`."
  }
}

resource_policy "aws_networkfirewall_rule_group" "rule_groups" {
  filter = attrs.type == "STATELESS"

  locals {
    sources = core::flatten([for g in attrs.rule_group : [for s in g.rules_source : [for a in s.stateless_rules_and_custom_actions : a]]])
  }

  enforce {
    condition     = core::length([for a in local.sources : a if core::length(a.stateless_rule) > 0]) > 0
    error_message = "This rule group has no rules; add a `stateless_rule`."
  }
}
