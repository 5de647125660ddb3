policytest {
  targets = ["aws-waf-rule-has-action.policy.hcl"]
}

resource "aws_wafv2_web_acl" "block" {
  attrs = { rule = [{ name = "a", action = [{ allow = [], block = [{}], count = [], captcha = [], challenge = [] }], override_action = [], statement = [{ managed_rule_group_statement = [], rule_group_reference_statement = [] }] }] }
}

# A rule of one's own may count.
resource "aws_wafv2_web_acl" "count" {
  attrs = { rule = [{ name = "a", action = [{ allow = [], block = [], count = [{}], captcha = [], challenge = [] }], override_action = [], statement = [{ managed_rule_group_statement = [], rule_group_reference_statement = [] }] }] }
}

resource "aws_wafv2_web_acl" "no_rules" {
  attrs = { rule = [] }
}

resource "aws_wafv2_web_acl" "override_none" {
  attrs = { rule = [{ name = "a", action = [], override_action = [{ none = [{}], count = [] }], statement = [{ managed_rule_group_statement = [{ name = "AWSManagedRulesCommonRuleSet", vendor_name = "AWS" }], rule_group_reference_statement = [] }] }] }
}

resource "aws_wafv2_web_acl" "group_alone" {
  attrs = { rule = [{ name = "a", action = [], override_action = [], statement = [{ managed_rule_group_statement = [{ name = "AWSManagedRulesCommonRuleSet", vendor_name = "AWS" }], rule_group_reference_statement = [] }] }] }
}

resource "aws_wafv2_web_acl" "no_action" {
  expect_failure = true
  attrs          = { rule = [{ name = "a", action = [], override_action = [], statement = [{ managed_rule_group_statement = [], rule_group_reference_statement = [] }] }] }
}

resource "aws_wafv2_web_acl" "empty_action" {
  expect_failure = true
  attrs          = { rule = [{ name = "a", action = [{ allow = [], block = [], count = [], captcha = [], challenge = [] }], override_action = [], statement = [{ managed_rule_group_statement = [], rule_group_reference_statement = [] }] }] }
}

resource "aws_wafv2_web_acl" "second" {
  expect_failure = true
  attrs          = { rule = [{ name = "a", action = [{ allow = [], block = [{}], count = [], captcha = [], challenge = [] }], override_action = [], statement = [{ managed_rule_group_statement = [], rule_group_reference_statement = [] }] }, { name = "a", action = [], override_action = [], statement = [{ managed_rule_group_statement = [], rule_group_reference_statement = [] }] }] }
}

resource "aws_wafv2_web_acl" "override_count" {
  expect_failure = true
  attrs          = { rule = [{ name = "a", action = [], override_action = [{ none = [], count = [{}] }], statement = [{ managed_rule_group_statement = [{ name = "AWSManagedRulesCommonRuleSet", vendor_name = "AWS" }], rule_group_reference_statement = [] }] }] }
}

resource "aws_wafv2_web_acl_rule" "block" {
  attrs = { name = "a", action = [{ allow = [], block = [{}], count = [], captcha = [], challenge = [] }], override_action = [], statement = [{ managed_rule_group_statement = [], rule_group_reference_statement = [] }] }
}

resource "aws_wafv2_web_acl_rule" "no_action" {
  expect_failure = true
  attrs          = { name = "a", action = [], override_action = [], statement = [{ managed_rule_group_statement = [], rule_group_reference_statement = [] }] }
}

resource "aws_wafv2_web_acl_rule" "override_count" {
  expect_failure = true
  attrs          = { name = "a", action = [], override_action = [{ none = [], count = [{}] }], statement = [{ managed_rule_group_statement = [{ name = "AWSManagedRulesCommonRuleSet", vendor_name = "AWS" }], rule_group_reference_statement = [] }] }
}

resource "aws_wafv2_rule_group" "block" {
  attrs = { rule = [{ name = "a", action = [{ allow = [], block = [{}], count = [], captcha = [], challenge = [] }], override_action = [], statement = [{ managed_rule_group_statement = [], rule_group_reference_statement = [] }] }] }
}

resource "aws_wafv2_rule_group" "no_action" {
  expect_failure = true
  attrs          = { rule = [{ name = "a", action = [] }] }
}

resource "aws_waf_web_acl" "block" {
  attrs = { rules = [{ priority = 1, action = [{ type = "BLOCK" }], override_action = [] }] }
}

resource "aws_waf_web_acl" "override_none" {
  attrs = { rules = [{ priority = 1, action = [], override_action = [{ type = "NONE" }] }] }
}

resource "aws_waf_web_acl" "none" {
  expect_failure = true
  attrs          = { rules = [{ priority = 1, action = [], override_action = [] }] }
}

resource "aws_waf_web_acl" "override_count" {
  expect_failure = true
  attrs          = { rules = [{ priority = 1, action = [], override_action = [{ type = "COUNT" }] }] }
}

resource "aws_wafregional_web_acl" "block" {
  attrs = { rule = [{ priority = 1, action = [{ type = "BLOCK" }], override_action = [] }] }
}

resource "aws_wafregional_web_acl" "override_none" {
  attrs = { rule = [{ priority = 1, action = [], override_action = [{ type = "NONE" }] }] }
}

resource "aws_wafregional_web_acl" "none" {
  expect_failure = true
  attrs          = { rule = [{ priority = 1, action = [], override_action = [] }] }
}

resource "aws_wafregional_web_acl" "override_count" {
  expect_failure = true
  attrs          = { rule = [{ priority = 1, action = [], override_action = [{ type = "COUNT" }] }] }
}

resource "aws_waf_rule_group" "block" {
  attrs = { activated_rule = [{ action = [{ type = "BLOCK" }] }] }
}

resource "aws_waf_rule_group" "none" {
  expect_failure = true
  attrs          = { activated_rule = [{ action = [] }] }
}

resource "aws_wafregional_rule_group" "block" {
  attrs = { activated_rule = [{ action = [{ type = "BLOCK" }] }] }
}

resource "aws_wafregional_rule_group" "none" {
  expect_failure = true
  attrs          = { activated_rule = [{ action = [] }] }
}
