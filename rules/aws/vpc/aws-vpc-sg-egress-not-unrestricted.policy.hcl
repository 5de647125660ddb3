locals {
  soc2_aws_vpc_sg_egress_not_unrestricted = {
    title    = "Security groups do not allow all outbound traffic to the internet"
    severity = "low"
    preset   = "strict"
    since    = "0.1.0"
    criteria = [
      { id = "CC6.6", strength = "partial", not_shown = "Whether another layer (network firewall, proxy, route table) limits what leaves." },
      { id = "CC6.7", strength = "partial", not_shown = "Which data leaves through the destinations that are allowed." },
    ]
    description = "A host that may connect anywhere on any port can send data out and fetch tools once it is taken over. Naming the ports and destinations that a workload needs turns the group into evidence that outbound traffic is controlled."
    remediation = {
      text   = "Name the protocol, the ports and, where known, the destinations that the workload needs."
      before = <<-EOT
        resource "aws_security_group" "app" {
          name = "app"
        }

        resource "aws_vpc_security_group_egress_rule" "out" {
          security_group_id = aws_security_group.app.id
          cidr_ipv4         = "0.0.0.0/0"
          ip_protocol       = "-1"
        }
      EOT
      after  = <<-EOT
        resource "aws_security_group" "app" {
          name = "app"
        }

        resource "aws_vpc_security_group_egress_rule" "out" {
          security_group_id = aws_security_group.app.id
          cidr_ipv4         = "0.0.0.0/0"
          ip_protocol       = "tcp"
          from_port         = 443
          to_port           = 443
        }
      EOT
    }
    references = [
      "https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html",
      "https://docs.aws.amazon.com/prescriptive-guidance/latest/secure-outbound-network-traffic/welcome.html",
      "https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/vpc_security_group_egress_rule",
    ]
  }
}

policy {
  required_providers {
    aws = { source = "hashicorp/aws", version = ">= 5.0.0, < 7.0.0" }
  }
}

resource_policy "aws_security_group" "egress_not_unrestricted" {
  locals {
    open   = [for rule in core::try(attrs.egress, [])[*] : rule if plugin::soc2::opens_all_ports(rule)]
    ports  = plugin::soc2::listed([for rule in local.open : plugin::soc2::rule_ports(rule)])
    ranges = plugin::soc2::listed([for rule in local.open : plugin::soc2::public_ranges(rule)])
  }

  enforce {
    condition     = core::length(local.open) == 0
    error_message = "An egress rule allows every port (${local.ports}) to ${local.ranges}; allow only the ports and destinations that the workload needs."
  }
}

resource_policy "aws_default_security_group" "egress_not_unrestricted" {
  locals {
    open   = [for rule in core::try(attrs.egress, [])[*] : rule if plugin::soc2::opens_all_ports(rule)]
    ports  = plugin::soc2::listed([for rule in local.open : plugin::soc2::rule_ports(rule)])
    ranges = plugin::soc2::listed([for rule in local.open : plugin::soc2::public_ranges(rule)])
  }

  enforce {
    condition     = core::length(local.open) == 0
    error_message = "An egress rule allows every port (${local.ports}) to ${local.ranges}; allow only the ports and destinations that the workload needs."
  }
}

resource_policy "aws_security_group_rule" "egress_not_unrestricted" {
  filter = attrs.type == "egress"

  locals {
    ports  = plugin::soc2::rule_ports(attrs)
    ranges = plugin::soc2::listed(plugin::soc2::public_ranges(attrs))
  }

  enforce {
    condition     = !plugin::soc2::opens_all_ports(attrs)
    error_message = "The rule allows every port (${local.ports}) to ${local.ranges}; allow only the ports and destinations that the workload needs."
  }
}

resource_policy "aws_vpc_security_group_egress_rule" "egress_not_unrestricted" {
  locals {
    ports  = plugin::soc2::rule_ports(attrs)
    ranges = plugin::soc2::listed(plugin::soc2::public_ranges(attrs))
  }

  enforce {
    condition     = !plugin::soc2::opens_all_ports(attrs)
    error_message = "The rule allows every port (${local.ports}) to ${local.ranges}; allow only the ports and destinations that the workload needs."
  }
}
