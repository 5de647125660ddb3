locals {
  soc2_aws_vpc_sg_no_public_all_ports = {
    title    = "Security groups do not open all ports to the internet"
    severity = "critical"
    preset   = "default"
    since    = "0.1.0"
    criteria = [
      { id = "CC6.6", strength = "supports", not_shown = "Whether groups outside this configuration open the same ports." },
      { id = "CC6.1", strength = "supports", not_shown = "Whether the hosts and services behind the group authenticate their users well." },
    ]
    description = "A group that lets everybody reach every port is no boundary at all: whatever is started behind it, now or later, is public. It is the first thing an auditor or an attacker finds."
    remediation = {
      text   = "Name the protocol and the port that must be public, usually tcp 443, and the sources of everything else."
      before = <<-EOT
        resource "aws_security_group" "web" {
          name = "web"
        }

        resource "aws_vpc_security_group_ingress_rule" "web" {
          security_group_id = aws_security_group.web.id
          cidr_ipv4         = "0.0.0.0/0"
          ip_protocol       = "tcp"
          from_port         = 0
          to_port           = 65535
        }
      EOT
      after  = <<-EOT
        resource "aws_security_group" "web" {
          name = "web"
        }

        resource "aws_vpc_security_group_ingress_rule" "web" {
          security_group_id = aws_security_group.web.id
          cidr_ipv4         = "0.0.0.0/0"
          ip_protocol       = "tcp"
          from_port         = 443
          to_port           = 443
        }
      EOT
    }
    references = [
      "https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html",
      "https://docs.aws.amazon.com/securityhub/latest/userguide/ec2-controls.html",
      "https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/vpc_security_group_ingress_rule",
    ]
  }
}

policy {
  required_providers {
    aws = { source = "hashicorp/aws", version = ">= 5.0.0, < 7.0.0" }
  }
}

resource_policy "aws_security_group" "no_public_all_ports" {
  locals {
    open   = [for rule in core::try(attrs.ingress, [])[*] : rule if plugin::soc2::opens_all_ports(rule)]
    ports  = plugin::soc2::listed([for rule in local.open : plugin::soc2::rule_ports(rule)])
    ranges = plugin::soc2::listed([for rule in local.open : plugin::soc2::public_ranges(rule)])
  }

  enforce {
    condition     = core::length(local.open) == 0
    error_message = "An ingress rule opens every port (${local.ports}) to ${local.ranges}; allow only the ports that must be public, or only known sources."
  }
}

resource_policy "aws_default_security_group" "no_public_all_ports" {
  locals {
    open   = [for rule in core::try(attrs.ingress, [])[*] : rule if plugin::soc2::opens_all_ports(rule)]
    ports  = plugin::soc2::listed([for rule in local.open : plugin::soc2::rule_ports(rule)])
    ranges = plugin::soc2::listed([for rule in local.open : plugin::soc2::public_ranges(rule)])
  }

  enforce {
    condition     = core::length(local.open) == 0
    error_message = "An ingress rule opens every port (${local.ports}) to ${local.ranges}; allow only the ports that must be public, or only known sources."
  }
}

resource_policy "aws_security_group_rule" "no_public_all_ports" {
  filter = attrs.type == "ingress"

  locals {
    ports  = plugin::soc2::rule_ports(attrs)
    ranges = plugin::soc2::listed(plugin::soc2::public_ranges(attrs))
  }

  enforce {
    condition     = !plugin::soc2::opens_all_ports(attrs)
    error_message = "The rule opens every port (${local.ports}) to ${local.ranges}; allow only the ports that must be public, or only known sources."
  }
}

resource_policy "aws_vpc_security_group_ingress_rule" "no_public_all_ports" {
  locals {
    ports  = plugin::soc2::rule_ports(attrs)
    ranges = plugin::soc2::listed(plugin::soc2::public_ranges(attrs))
  }

  enforce {
    condition     = !plugin::soc2::opens_all_ports(attrs)
    error_message = "The rule opens every port (${local.ports}) to ${local.ranges}; allow only the ports that must be public, or only known sources."
  }
}
