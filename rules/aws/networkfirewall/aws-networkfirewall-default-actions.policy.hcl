locals {
  soc2_aws_networkfirewall_default_actions = {
    title    = "Network firewall policies drop or inspect packets and fragments that no stateless rule matches"
    severity = "medium"
    preset   = "default"
    since    = "0.1.0"
    criteria = [
      { id = "CC6.6", strength = "supports", not_shown = "Whether routes lead all traffic through the firewall, and what its rules let pass." },
    ]
    description = "What no stateless rule matches is the rest of the internet. `aws:pass` lets it through without a look from the stateful rules, so that the firewall is a firewall by name only."
    remediation = {
      text   = "Set both default actions to `aws:forward_to_sfe` or `aws:drop`."
      before = <<-EOT
        resource "aws_networkfirewall_firewall_policy" "main" {
          name = "main"

          firewall_policy {
            stateless_default_actions          = ["aws:pass"]
            stateless_fragment_default_actions = ["aws:pass"]

            stateful_rule_group_reference {
              resource_arn = "arn:aws:network-firewall:eu-west-1:123456789012:stateful-rulegroup/main"
            }
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
      "https://docs.aws.amazon.com/network-firewall/latest/developerguide/stateless-default-actions.html",
    ]
  }
}

policy {
  required_providers {
    aws = { source = "hashicorp/aws", version = ">= 5.0.0, < 7.0.0" }
  }
}

resource_policy "aws_networkfirewall_firewall_policy" "default_actions" {
  enforce {
    condition     = core::length([for p in attrs.firewall_policy : p if(core::contains(p.stateless_default_actions, "aws:drop") || core::contains(p.stateless_default_actions, "aws:forward_to_sfe")) && !core::contains(p.stateless_default_actions, "aws:pass")]) > 0
    error_message = "Packets that no stateless rule matches pass uninspected; set `stateless_default_actions` to `aws:forward_to_sfe` or `aws:drop`."
  }

  enforce {
    condition     = core::length([for p in attrs.firewall_policy : p if(core::contains(p.stateless_fragment_default_actions, "aws:drop") || core::contains(p.stateless_fragment_default_actions, "aws:forward_to_sfe")) && !core::contains(p.stateless_fragment_default_actions, "aws:pass")]) > 0
    error_message = "Fragments that no stateless rule matches pass uninspected; set `stateless_fragment_default_actions` to `aws:forward_to_sfe` or `aws:drop`."
  }
}
