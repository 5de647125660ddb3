policytest {
  targets = ["aws-emr-security-groups-not-open.policy.hcl"]
}

resource "aws_security_group" "closed" {
  skip  = true
  attrs = { id = "sg-closed", ingress = [{ cidr_blocks = ["10.0.0.0/8"], ipv6_cidr_blocks = [], protocol = "tcp", from_port = 22, to_port = 22 }] }
}

resource "aws_security_group" "open" {
  skip  = true
  attrs = { id = "sg-open", ingress = [{ cidr_blocks = ["0.0.0.0/0"], ipv6_cidr_blocks = [], protocol = "tcp", from_port = 22, to_port = 22 }] }
}

resource "aws_security_group" "open6" {
  skip  = true
  attrs = { id = "sg-open6", ingress = [{ cidr_blocks = [], ipv6_cidr_blocks = ["::/0"], protocol = "-1", from_port = 0, to_port = 0 }] }
}

resource "aws_security_group" "by_rule" {
  skip  = true
  attrs = { id = "sg-rule", ingress = [] }
}

resource "aws_security_group" "by_ingress_rule" {
  skip  = true
  attrs = { id = "sg-ingress", ingress = [] }
}

resource "aws_security_group" "egress" {
  skip  = true
  attrs = { id = "sg-egress", ingress = [] }
}

resource "aws_security_group_rule" "open" {
  skip  = true
  attrs = { security_group_id = "sg-rule", type = "ingress", cidr_blocks = ["0.0.0.0/0"], ipv6_cidr_blocks = null, protocol = "tcp", from_port = 1, to_port = 1 }
}

resource "aws_security_group_rule" "egress" {
  skip  = true
  attrs = { security_group_id = "sg-egress", type = "egress", cidr_blocks = ["0.0.0.0/0"], ipv6_cidr_blocks = null, protocol = "tcp", from_port = 1, to_port = 1 }
}

resource "aws_vpc_security_group_ingress_rule" "open" {
  skip  = true
  attrs = { security_group_id = "sg-ingress", cidr_ipv4 = "0.0.0.0/0", cidr_ipv6 = null, ip_protocol = "tcp", from_port = 1, to_port = 1 }
}

resource "aws_emr_cluster" "closed" {
  attrs = { ec2_attributes = [{ subnet_id = null, subnet_ids = null, emr_managed_master_security_group = "sg-closed", emr_managed_slave_security_group = "sg-closed", service_access_security_group = null, additional_master_security_groups = null, additional_slave_security_groups = null }] }
}

resource "aws_emr_cluster" "egress_only" {
  attrs = { ec2_attributes = [{ subnet_id = null, subnet_ids = null, emr_managed_master_security_group = "sg-egress", emr_managed_slave_security_group = null, service_access_security_group = null, additional_master_security_groups = null, additional_slave_security_groups = null }] }
}

resource "aws_emr_cluster" "master" {
  expect_failure = true
  attrs          = { ec2_attributes = [{ subnet_id = null, subnet_ids = null, emr_managed_master_security_group = "sg-open", emr_managed_slave_security_group = "sg-closed", service_access_security_group = null, additional_master_security_groups = null, additional_slave_security_groups = null }] }
}

resource "aws_emr_cluster" "core" {
  expect_failure = true
  attrs          = { ec2_attributes = [{ subnet_id = null, subnet_ids = null, emr_managed_master_security_group = "sg-closed", emr_managed_slave_security_group = "sg-open6", service_access_security_group = null, additional_master_security_groups = null, additional_slave_security_groups = null }] }
}

resource "aws_emr_cluster" "service_access" {
  expect_failure = true
  attrs          = { ec2_attributes = [{ subnet_id = null, subnet_ids = null, emr_managed_master_security_group = null, emr_managed_slave_security_group = null, service_access_security_group = "sg-rule", additional_master_security_groups = null, additional_slave_security_groups = null }] }
}

resource "aws_emr_cluster" "additional" {
  expect_failure = true
  attrs          = { ec2_attributes = [{ subnet_id = null, subnet_ids = null, emr_managed_master_security_group = null, emr_managed_slave_security_group = null, service_access_security_group = null, additional_master_security_groups = "sg-ingress", additional_slave_security_groups = null }] }
}

resource "aws_emr_cluster" "additional_core" {
  expect_failure = true
  attrs          = { ec2_attributes = [{ subnet_id = null, subnet_ids = null, emr_managed_master_security_group = null, emr_managed_slave_security_group = null, service_access_security_group = null, additional_master_security_groups = null, additional_slave_security_groups = "sg-open" }] }
}

resource "aws_emr_cluster" "elsewhere" {
  attrs = { ec2_attributes = [{ subnet_id = null, subnet_ids = null, emr_managed_master_security_group = "sg-elsewhere", emr_managed_slave_security_group = null, service_access_security_group = null, additional_master_security_groups = null, additional_slave_security_groups = null }] }
}

resource "aws_emr_cluster" "no_attributes" {
  attrs = { ec2_attributes = [] }
}
