policytest {
  targets = ["aws-emr-block-public-access.policy.hcl"]
}

resource "aws_emr_block_public_access_configuration" "on" {
  attrs = { block_public_security_group_rules = true, permitted_public_security_group_rule_range = [] }
}

resource "aws_emr_block_public_access_configuration" "ssh" {
  attrs = { block_public_security_group_rules = true, permitted_public_security_group_rule_range = [{ min_range = 22, max_range = 22 }] }
}

resource "aws_emr_block_public_access_configuration" "off" {
  expect_failure = true
  attrs          = { block_public_security_group_rules = false, permitted_public_security_group_rule_range = [] }
}

resource "aws_emr_block_public_access_configuration" "null" {
  expect_failure = true
  attrs          = { block_public_security_group_rules = null, permitted_public_security_group_rule_range = [] }
}

resource "aws_emr_block_public_access_configuration" "range_around_ssh" {
  expect_failure = true
  attrs          = { block_public_security_group_rules = true, permitted_public_security_group_rule_range = [{ min_range = 22, max_range = 23 }] }
}

resource "aws_emr_block_public_access_configuration" "second_range" {
  expect_failure = true
  attrs          = { block_public_security_group_rules = true, permitted_public_security_group_rule_range = [{ min_range = 22, max_range = 22 }, { min_range = 8088, max_range = 8088 }] }
}
