policytest {
  targets = ["aws-networkfirewall-rule-groups.policy.hcl"]
}

resource "aws_networkfirewall_firewall_policy" "stateful" {
  attrs = { firewall_policy = [{ stateful_rule_group_reference = [{ resource_arn = "arn:1" }], stateless_rule_group_reference = [] }] }
}

resource "aws_networkfirewall_firewall_policy" "stateless" {
  attrs = { firewall_policy = [{ stateful_rule_group_reference = [], stateless_rule_group_reference = [{ resource_arn = "arn:1", priority = 1 }] }] }
}

resource "aws_networkfirewall_firewall_policy" "none" {
  expect_failure = true
  attrs          = { firewall_policy = [{ stateful_rule_group_reference = [], stateless_rule_group_reference = [] }] }
}

resource "aws_networkfirewall_firewall_policy" "absent" {
  expect_failure = true
  attrs          = { firewall_policy = [] }
}

resource "aws_networkfirewall_rule_group" "rules" {
  attrs = { type = "STATELESS", rule_group = [{ rules_source = [{ stateless_rules_and_custom_actions = [{ stateless_rule = [{ priority = 1 }] }] }] }] }
}

resource "aws_networkfirewall_rule_group" "no_rules" {
  expect_failure = true
  attrs          = { type = "STATELESS", rule_group = [{ rules_source = [{ stateless_rules_and_custom_actions = [{ stateless_rule = [] }] }] }] }
}

resource "aws_networkfirewall_rule_group" "no_source" {
  expect_failure = true
  attrs          = { type = "STATELESS", rule_group = [{ rules_source = [{ stateless_rules_and_custom_actions = [] }] }] }
}

resource "aws_networkfirewall_rule_group" "no_group" {
  expect_failure = true
  attrs          = { type = "STATELESS", rule_group = [] }
}

resource "aws_networkfirewall_rule_group" "stateful" {
  attrs = { type = "STATEFUL", rule_group = [{ rules_source = [{ stateless_rules_and_custom_actions = [] }] }] }
}
