policytest {
  targets = ["aws-networkfirewall-default-actions.policy.hcl"]
}

resource "aws_networkfirewall_firewall_policy" "forward" {
  attrs = { firewall_policy = [{ stateless_default_actions = ["aws:forward_to_sfe"], stateless_fragment_default_actions = ["aws:forward_to_sfe"] }] }
}

resource "aws_networkfirewall_firewall_policy" "drop" {
  attrs = { firewall_policy = [{ stateless_default_actions = ["aws:drop"], stateless_fragment_default_actions = ["aws:drop"] }] }
}

# A custom action besides.
resource "aws_networkfirewall_firewall_policy" "with_metric" {
  attrs = { firewall_policy = [{ stateless_default_actions = ["aws:drop", "count"], stateless_fragment_default_actions = ["aws:drop"] }] }
}

resource "aws_networkfirewall_firewall_policy" "pass" {
  expect_failure = true
  attrs          = { firewall_policy = [{ stateless_default_actions = ["aws:pass"], stateless_fragment_default_actions = ["aws:drop"] }] }
}

resource "aws_networkfirewall_firewall_policy" "fragments_pass" {
  expect_failure = true
  attrs          = { firewall_policy = [{ stateless_default_actions = ["aws:drop"], stateless_fragment_default_actions = ["aws:pass"] }] }
}

resource "aws_networkfirewall_firewall_policy" "custom_only" {
  expect_failure = true
  attrs          = { firewall_policy = [{ stateless_default_actions = ["count"], stateless_fragment_default_actions = ["aws:drop"] }] }
}

resource "aws_networkfirewall_firewall_policy" "empty" {
  expect_failure = true
  attrs          = { firewall_policy = [{ stateless_default_actions = [], stateless_fragment_default_actions = [] }] }
}

resource "aws_networkfirewall_firewall_policy" "absent" {
  expect_failure = true
  attrs          = { firewall_policy = [] }
}
