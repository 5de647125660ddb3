policytest {
  targets = ["aws-emr-master-no-public-ip.policy.hcl"]
}

resource "aws_subnet" "public" {
  skip  = true
  attrs = { id = "subnet-public", map_public_ip_on_launch = true }
}

resource "aws_subnet" "private" {
  skip  = true
  attrs = { id = "subnet-private", map_public_ip_on_launch = false }
}

resource "aws_subnet" "unset" {
  skip  = true
  attrs = { id = "subnet-unset", map_public_ip_on_launch = null }
}

resource "aws_emr_cluster" "private" {
  attrs = { ec2_attributes = [{ subnet_id = "subnet-private", subnet_ids = null, emr_managed_master_security_group = null, emr_managed_slave_security_group = null, service_access_security_group = null, additional_master_security_groups = null, additional_slave_security_groups = null }] }
}

resource "aws_emr_cluster" "unset" {
  attrs = { ec2_attributes = [{ subnet_id = "subnet-unset", subnet_ids = null, emr_managed_master_security_group = null, emr_managed_slave_security_group = null, service_access_security_group = null, additional_master_security_groups = null, additional_slave_security_groups = null }] }
}

resource "aws_emr_cluster" "public" {
  expect_failure = true
  attrs          = { ec2_attributes = [{ subnet_id = "subnet-public", subnet_ids = null, emr_managed_master_security_group = null, emr_managed_slave_security_group = null, service_access_security_group = null, additional_master_security_groups = null, additional_slave_security_groups = null }] }
}

resource "aws_emr_cluster" "elsewhere" {
  attrs = { ec2_attributes = [{ subnet_id = "subnet-elsewhere", subnet_ids = null, emr_managed_master_security_group = null, emr_managed_slave_security_group = null, service_access_security_group = null, additional_master_security_groups = null, additional_slave_security_groups = null }] }
}

resource "aws_emr_cluster" "list" {
  attrs = { ec2_attributes = [{ subnet_id = null, subnet_ids = ["subnet-private", "subnet-unset"], emr_managed_master_security_group = null, emr_managed_slave_security_group = null, service_access_security_group = null, additional_master_security_groups = null, additional_slave_security_groups = null }] }
}

resource "aws_emr_cluster" "one_of_list" {
  expect_failure = true
  attrs          = { ec2_attributes = [{ subnet_id = null, subnet_ids = ["subnet-private", "subnet-public"], emr_managed_master_security_group = null, emr_managed_slave_security_group = null, service_access_security_group = null, additional_master_security_groups = null, additional_slave_security_groups = null }] }
}

resource "aws_emr_cluster" "no_attributes" {
  attrs = { ec2_attributes = [] }
}
