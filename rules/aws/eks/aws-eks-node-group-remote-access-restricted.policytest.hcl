policytest {
  targets = ["aws-eks-node-group-remote-access-restricted.policy.hcl"]
}

resource "aws_eks_node_group" "none" {
  attrs = { remote_access = [] }
}

resource "aws_eks_node_group" "groups" {
  attrs = { remote_access = [{ ec2_ssh_key = "admin", source_security_group_ids = ["sg-1"] }] }
}

resource "aws_eks_node_group" "no_key" {
  attrs = { remote_access = [{ ec2_ssh_key = null, source_security_group_ids = null }] }
}

resource "aws_eks_node_group" "null" {
  expect_failure = true
  attrs          = { remote_access = [{ ec2_ssh_key = "admin", source_security_group_ids = null }] }
}

resource "aws_eks_node_group" "empty" {
  expect_failure = true
  attrs          = { remote_access = [{ ec2_ssh_key = "admin", source_security_group_ids = [] }] }
}
