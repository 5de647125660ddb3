policytest {
  targets = ["aws-waf-not-empty.policy.hcl"]
}

resource "aws_wafv2_web_acl_rule" "a" {
  skip  = true
  attrs = { web_acl_arn = "arn:rule", name = "a" }
}

resource "aws_wafv2_web_acl_rule_group_association" "a" {
  skip  = true
  attrs = { web_acl_arn = "arn:group", rule_name = "a" }
}

resource "aws_wafv2_web_acl" "rule" {
  attrs = { arn = "arn:none", rule_json = null, rule = [{ name = "a", statement = [{}] }] }
}

resource "aws_wafv2_web_acl" "json" {
  attrs = { arn = "arn:none", rule_json = "[{}]", rule = [] }
}

resource "aws_wafv2_web_acl" "separate" {
  attrs = { arn = "arn:rule", rule_json = null, rule = [] }
}

resource "aws_wafv2_web_acl" "association" {
  attrs = { arn = "arn:group", rule_json = null, rule = [] }
}

resource "aws_wafv2_web_acl" "empty" {
  expect_failure = true
  attrs          = { arn = "arn:none", rule_json = null, rule = [] }
}

resource "aws_wafv2_web_acl" "empty_rule" {
  expect_failure = true
  attrs          = { arn = "arn:none", rule_json = null, rule = [{ name = null, statement = [] }] }
}

resource "aws_wafv2_web_acl" "empty_json" {
  expect_failure = true
  attrs          = { arn = "arn:none", rule_json = "", rule = [] }
}

resource "aws_wafv2_rule_group" "rule" {
  attrs = { rules_json = null, rule = [{ name = "a", statement = [{}] }] }
}

resource "aws_wafv2_rule_group" "json" {
  attrs = { rules_json = "[{}]", rule = [] }
}

resource "aws_wafv2_rule_group" "empty" {
  expect_failure = true
  attrs          = { rules_json = null, rule = [] }
}

resource "aws_waf_web_acl" "full" {
  attrs = { rules = [{ rule_id = "r", data_id = "d" }] }
}

resource "aws_waf_web_acl" "empty" {
  expect_failure = true
  attrs          = { rules = [] }
}

resource "aws_wafregional_web_acl" "full" {
  attrs = { rule = [{ rule_id = "r", data_id = "d" }] }
}

resource "aws_wafregional_web_acl" "empty" {
  expect_failure = true
  attrs          = { rule = [] }
}

resource "aws_waf_rule_group" "full" {
  attrs = { activated_rule = [{ rule_id = "r", data_id = "d" }] }
}

resource "aws_waf_rule_group" "empty" {
  expect_failure = true
  attrs          = { activated_rule = [] }
}

resource "aws_wafregional_rule_group" "full" {
  attrs = { activated_rule = [{ rule_id = "r", data_id = "d" }] }
}

resource "aws_wafregional_rule_group" "empty" {
  expect_failure = true
  attrs          = { activated_rule = [] }
}

resource "aws_waf_rule" "full" {
  attrs = { predicates = [{ rule_id = "r", data_id = "d" }] }
}

resource "aws_waf_rule" "empty" {
  expect_failure = true
  attrs          = { predicates = [] }
}

resource "aws_wafregional_rule" "full" {
  attrs = { predicate = [{ rule_id = "r", data_id = "d" }] }
}

resource "aws_wafregional_rule" "empty" {
  expect_failure = true
  attrs          = { predicate = [] }
}
