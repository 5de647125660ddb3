policytest {
  targets = ["aws-msk-not-public.policy.hcl"]
}

resource "aws_msk_cluster" "absent" {
  attrs = { broker_node_group_info = [{ connectivity_info = [] }] }
}

resource "aws_msk_cluster" "no_public_access" {
  attrs = { broker_node_group_info = [{ connectivity_info = [{ public_access = [] }] }] }
}

resource "aws_msk_cluster" "disabled" {
  attrs = { broker_node_group_info = [{ connectivity_info = [{ public_access = [{ type = "DISABLED" }] }] }] }
}

resource "aws_msk_cluster" "null" {
  attrs = { broker_node_group_info = [{ connectivity_info = [{ public_access = [{ type = null }] }] }] }
}

resource "aws_msk_cluster" "public" {
  expect_failure = true
  attrs          = { broker_node_group_info = [{ connectivity_info = [{ public_access = [{ type = "SERVICE_PROVIDED_EIPS" }] }] }] }
}
