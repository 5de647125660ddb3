policytest {
  targets = ["aws-waf-known-bad-inputs-rules.policy.hcl"]
}

resource "aws_wafv2_web_acl_rule" "a" {
  skip  = true
  attrs = { web_acl_arn = "arn:rule", name = "a", override_action = [{ none = [{}], count = [] }], statement = [{ managed_rule_group_statement = [{ name = "AWSManagedRulesKnownBadInputsRuleSet", vendor_name = "AWS", rule_action_override = [] }] }] }
}

resource "aws_wafv2_web_acl_rule_group_association" "a" {
  skip  = true
  attrs = { web_acl_arn = "arn:group", override_action = "none", managed_rule_group = [{ name = "AWSManagedRulesKnownBadInputsRuleSet", vendor_name = "AWS", rule_action_override = [] }] }
}

resource "aws_wafv2_web_acl_rule_group_association" "b" {
  skip  = true
  attrs = { web_acl_arn = "arn:group-count", override_action = "count", managed_rule_group = [{ name = "AWSManagedRulesKnownBadInputsRuleSet", vendor_name = "AWS", rule_action_override = [] }] }
}

resource "aws_wafv2_web_acl" "inline" {
  attrs = { arn = "arn:none", rule_json = null, rule = [{ name = "a", override_action = [{ none = [{}], count = [] }], statement = [{ managed_rule_group_statement = [{ name = "AWSManagedRulesKnownBadInputsRuleSet", vendor_name = "AWS", rule_action_override = [] }] }] }] }
}

resource "aws_wafv2_web_acl" "separate" {
  attrs = { arn = "arn:rule", rule_json = null, rule = [] }
}

resource "aws_wafv2_web_acl" "associated" {
  attrs = { arn = "arn:group", rule_json = null, rule = [] }
}

resource "aws_wafv2_web_acl" "associated_count" {
  expect_failure = true
  attrs          = { arn = "arn:group-count", rule_json = null, rule = [] }
}

resource "aws_wafv2_web_acl" "json" {
  attrs = { arn = "arn:none", rule_json = "[{\"Name\":\"AWSManagedRulesKnownBadInputsRuleSet\"}]", rule = [] }
}

resource "aws_wafv2_web_acl" "none" {
  expect_failure = true
  attrs          = { arn = "arn:none", rule_json = null, rule = [] }
}

resource "aws_wafv2_web_acl" "other_group" {
  expect_failure = true
  attrs          = { arn = "arn:none", rule_json = null, rule = [{ name = "a", override_action = [{ none = [{}], count = [] }], statement = [{ managed_rule_group_statement = [{ name = "AWSManagedRulesCommonRuleSet", vendor_name = "AWS", rule_action_override = [] }] }] }] }
}

resource "aws_wafv2_web_acl" "other_vendor" {
  expect_failure = true
  attrs          = { arn = "arn:none", rule_json = null, rule = [{ name = "a", override_action = [{ none = [{}], count = [] }], statement = [{ managed_rule_group_statement = [{ name = "AWSManagedRulesKnownBadInputsRuleSet", vendor_name = "Example", rule_action_override = [] }] }] }] }
}

resource "aws_wafv2_web_acl" "count" {
  expect_failure = true
  attrs          = { arn = "arn:none", rule_json = null, rule = [{ name = "a", override_action = [{ none = [], count = [{}] }], statement = [{ managed_rule_group_statement = [{ name = "AWSManagedRulesKnownBadInputsRuleSet", vendor_name = "AWS", rule_action_override = [] }] }] }] }
}

resource "aws_wafv2_web_acl" "log4j_count" {
  expect_failure = true
  attrs          = { arn = "arn:none", rule_json = null, rule = [{ name = "a", override_action = [{ none = [{}], count = [] }], statement = [{ managed_rule_group_statement = [{ name = "AWSManagedRulesKnownBadInputsRuleSet", vendor_name = "AWS", rule_action_override = [{ name = "Log4JRCE_HEADER", action_to_use = [{ count = [{}], allow = [] }] }] }] }] }] }
}

resource "aws_wafv2_web_acl" "log4j_allow" {
  expect_failure = true
  attrs          = { arn = "arn:none", rule_json = null, rule = [{ name = "a", override_action = [{ none = [{}], count = [] }], statement = [{ managed_rule_group_statement = [{ name = "AWSManagedRulesKnownBadInputsRuleSet", vendor_name = "AWS", rule_action_override = [{ name = "Log4JRCE_HEADER", action_to_use = [{ count = [], allow = [{}] }] }] }] }] }] }
}

resource "aws_wafv2_web_acl" "other_override" {
  attrs = { arn = "arn:none", rule_json = null, rule = [{ name = "a", override_action = [{ none = [{}], count = [] }], statement = [{ managed_rule_group_statement = [{ name = "AWSManagedRulesKnownBadInputsRuleSet", vendor_name = "AWS", rule_action_override = [{ name = "PROPFIND_METHOD", action_to_use = [{ count = [{}], allow = [] }] }] }] }] }] }
}

resource "aws_wafv2_web_acl" "among_others" {
  attrs = { arn = "arn:none", rule_json = null, rule = [{ name = "a", override_action = [{ none = [{}], count = [] }], statement = [{ managed_rule_group_statement = [{ name = "AWSManagedRulesCommonRuleSet", vendor_name = "AWS", rule_action_override = [] }] }] }, { name = "a", override_action = [{ none = [{}], count = [] }], statement = [{ managed_rule_group_statement = [{ name = "AWSManagedRulesKnownBadInputsRuleSet", vendor_name = "AWS", rule_action_override = [] }] }] }] }
}

resource "aws_wafv2_web_acl" "log4j_count_by_its_old_name" {
  expect_failure = true
  attrs          = { arn = "arn:none", rule_json = null, rule = [{ name = "a", override_action = [{ none = [{}], count = [] }], statement = [{ managed_rule_group_statement = [{ name = "AWSManagedRulesKnownBadInputsRuleSet", vendor_name = "AWS", rule_action_override = [{ name = "Log4JRCE", action_to_use = [{ count = [{}], allow = [] }] }] }] }] }] }
}
