policytest {
  targets = ["aws-organizations-scp-enabled.policy.hcl"]
}

resource "aws_organizations_organization" "on" {
  attrs = { feature_set = "ALL", enabled_policy_types = ["SERVICE_CONTROL_POLICY", "TAG_POLICY"] }
}

resource "aws_organizations_organization" "null_features" {
  attrs = { feature_set = null, enabled_policy_types = ["SERVICE_CONTROL_POLICY"] }
}

resource "aws_organizations_organization" "billing" {
  expect_failure = true
  attrs          = { feature_set = "CONSOLIDATED_BILLING", enabled_policy_types = ["SERVICE_CONTROL_POLICY"] }
}

resource "aws_organizations_organization" "null" {
  expect_failure = true
  attrs          = { feature_set = "ALL", enabled_policy_types = null }
}

resource "aws_organizations_organization" "others_only" {
  expect_failure = true
  attrs          = { feature_set = "ALL", enabled_policy_types = ["TAG_POLICY"] }
}

resource "aws_organizations_organization" "empty" {
  expect_failure = true
  attrs          = { feature_set = "ALL", enabled_policy_types = [] }
}
