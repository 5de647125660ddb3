locals {
  soc2_aws_emr_security_groups_not_open = {
    title    = "EMR security groups are not open to the internet"
    severity = "high"
    preset   = "default"
    since    = "0.1.0"
    criteria = [
      { id = "CC6.6", strength = "supports", not_shown = "Whether security groups and routes of other configurations open another way in." },
      { id = "CC6.1", strength = "partial", not_shown = "Whether those who can reach it have to authenticate, and how well." },
    ]
    description = "Hadoop's services trust the network that they are in. A security group of the cluster that lets the whole internet in on any port gives it what no password guards. Groups that EMR makes itself are not visible here."
    remediation = {
      text   = "Allow only known addresses or security groups into the groups named in `ec2_attributes`."
      before = <<-EOT
        resource "aws_emr_cluster" "main" {
          name          = "main"
          release_label = "emr-7.9.0"
          service_role  = "arn:aws:iam::123456789012:role/emr"

          ec2_attributes {
            instance_profile                  = "emr"
            subnet_id                         = aws_subnet.main.id
            emr_managed_master_security_group = aws_security_group.main.id
            emr_managed_slave_security_group  = aws_security_group.main.id
            service_access_security_group     = aws_security_group.main.id
          }

          master_instance_group {
            instance_type = "m7g.xlarge"
          }
        }

        resource "aws_security_group" "main" {
          name = "main"
        }

        resource "aws_subnet" "main" {
          vpc_id     = "vpc-0123456789abcdef0"
          cidr_block = "10.0.0.0/24"
        }

        resource "aws_vpc_security_group_ingress_rule" "main" {
          security_group_id = aws_security_group.main.id
          cidr_ipv4         = "0.0.0.0/0"
          ip_protocol       = "tcp"
          from_port         = 8443
          to_port           = 8443
        }
      EOT
      after  = <<-EOT
        resource "aws_emr_cluster" "main" {
          name          = "main"
          release_label = "emr-7.9.0"
          service_role  = "arn:aws:iam::123456789012:role/emr"

          ec2_attributes {
            instance_profile                  = "emr"
            subnet_id                         = aws_subnet.main.id
            emr_managed_master_security_group = aws_security_group.main.id
            emr_managed_slave_security_group  = aws_security_group.main.id
            service_access_security_group     = aws_security_group.main.id
          }

          master_instance_group {
            instance_type = "m7g.xlarge"
          }
        }

        resource "aws_security_group" "main" {
          name = "main"
        }

        resource "aws_subnet" "main" {
          vpc_id     = "vpc-0123456789abcdef0"
          cidr_block = "10.0.0.0/24"
        }

        resource "aws_vpc_security_group_ingress_rule" "main" {
          security_group_id = aws_security_group.main.id
          cidr_ipv4         = "10.0.0.0/16"
          ip_protocol       = "tcp"
          from_port         = 8443
          to_port           = 8443
        }
      EOT
    }
    references = [
      "https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/emr_cluster",
      "https://docs.aws.amazon.com/emr/latest/ManagementGuide/emr-security-groups.html",
    ]
  }
}

policy {
  required_providers {
    aws = { source = "hashicorp/aws", version = ">= 5.0.0, < 7.0.0" }
  }
}

resource_policy "aws_emr_cluster" "security_groups_not_open" {
  # Groups of another configuration can't be judged here.
  filter = core::length(local.groups) > 0

  locals {
    groups = [
      for g in core::getresources("aws_security_group", {}) : g
      if core::length([
        for e in attrs.ec2_attributes : e
        if e.emr_managed_master_security_group == g.id || e.emr_managed_slave_security_group == g.id || e.service_access_security_group == g.id || e.additional_master_security_groups == g.id || e.additional_slave_security_groups == g.id
      ]) > 0
    ]
    inline = [for g in local.groups : g if core::length([for r in core::try(g.ingress, [])[*] : r if core::length([for c in plugin::soc2::rule_ranges(r) : c if plugin::soc2::is_any_ip(c)]) > 0]) > 0]
    rules = [
      for g in local.groups : g
      if core::length([for r in core::getresources("aws_security_group_rule", { security_group_id = g.id, type = "ingress" }) : r if core::length([for c in plugin::soc2::rule_ranges(r) : c if plugin::soc2::is_any_ip(c)]) > 0]) > 0
    ]
    ingress_rules = [
      for g in local.groups : g
      if core::length([for r in core::getresources("aws_vpc_security_group_ingress_rule", { security_group_id = g.id }) : r if core::length([for c in plugin::soc2::rule_ranges(r) : c if plugin::soc2::is_any_ip(c)]) > 0]) > 0
    ]
  }

  enforce {
    condition     = core::length(local.inline) == 0 && core::length(local.rules) == 0 && core::length(local.ingress_rules) == 0
    error_message = "A security group of this cluster lets the whole internet in; allow only known addresses or groups."
  }
}
