locals {
  soc2_aws_vpc_sg_no_public_rdp = {
    title    = "Security groups do not open RDP to the internet"
    severity = "high"
    preset   = "default"
    since    = "0.1.0"
    criteria = [
      { id = "CC6.6", strength = "supports", not_shown = "Whether groups outside this configuration open the same ports." },
      { id = "CC6.1", strength = "supports", not_shown = "Whether the hosts and services behind the group authenticate their users well." },
    ]
    description = "Remote Desktop on a public address is one of the commonest ways in for ransomware: a stolen or guessed password is enough. An auditor expects desktops and Windows servers to be reached through a VPN, a gateway or Session Manager only."
    remediation = {
      text   = "Allow port 3389 from the addresses of your VPN or gateway only, or remove the rule and use Fleet Manager or Session Manager."
      before = <<-EOT
        resource "aws_security_group" "windows" {
          name = "windows"
        }

        resource "aws_vpc_security_group_ingress_rule" "windows" {
          security_group_id = aws_security_group.windows.id
          cidr_ipv4         = "0.0.0.0/0"
          ip_protocol       = "tcp"
          from_port         = 3389
          to_port           = 3389
        }
      EOT
      after  = <<-EOT
        resource "aws_security_group" "windows" {
          name = "windows"
        }

        resource "aws_vpc_security_group_ingress_rule" "windows" {
          security_group_id = aws_security_group.windows.id
          cidr_ipv4         = "203.0.113.10/32"
          ip_protocol       = "tcp"
          from_port         = 3389
          to_port           = 3389
        }
      EOT
    }
    references = [
      "https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html",
      "https://docs.aws.amazon.com/securityhub/latest/userguide/ec2-controls.html",
      "https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/vpc_security_group_ingress_rule",
      "https://docs.aws.amazon.com/systems-manager/latest/userguide/fleet-manager-remote-desktop-connections.html",
    ]
  }
}

policy {
  required_providers {
    aws = { source = "hashicorp/aws", version = ">= 5.0.0, < 7.0.0" }
  }
}

resource_policy "aws_security_group" "no_public_rdp" {
  locals {
    watched = ["tcp/3389", "udp/3389"]
    open    = [for rule in core::try(attrs.ingress, [])[*] : rule if plugin::soc2::opens_ports(rule, local.watched)]
    opened  = plugin::soc2::listed([for rule in local.open : plugin::soc2::opened_ports(rule, local.watched)])
    ranges  = plugin::soc2::listed([for rule in local.open : plugin::soc2::public_ranges(rule)])
  }

  enforce {
    condition     = core::length(local.open) == 0
    error_message = "An ingress rule opens RDP (${local.opened}) to ${local.ranges}; allow only the addresses of your VPN or gateway, or drop the rule and use Fleet Manager."
  }
}

resource_policy "aws_default_security_group" "no_public_rdp" {
  locals {
    watched = ["tcp/3389", "udp/3389"]
    open    = [for rule in core::try(attrs.ingress, [])[*] : rule if plugin::soc2::opens_ports(rule, local.watched)]
    opened  = plugin::soc2::listed([for rule in local.open : plugin::soc2::opened_ports(rule, local.watched)])
    ranges  = plugin::soc2::listed([for rule in local.open : plugin::soc2::public_ranges(rule)])
  }

  enforce {
    condition     = core::length(local.open) == 0
    error_message = "An ingress rule opens RDP (${local.opened}) to ${local.ranges}; allow only the addresses of your VPN or gateway, or drop the rule and use Fleet Manager."
  }
}

resource_policy "aws_security_group_rule" "no_public_rdp" {
  filter = attrs.type == "ingress"

  locals {
    watched = ["tcp/3389", "udp/3389"]
    opened  = plugin::soc2::listed(plugin::soc2::opened_ports(attrs, local.watched))
    ranges  = plugin::soc2::listed(plugin::soc2::public_ranges(attrs))
  }

  enforce {
    condition     = !plugin::soc2::opens_ports(attrs, local.watched)
    error_message = "The rule opens RDP (${local.opened}) to ${local.ranges}; allow only the addresses of your VPN or gateway, or drop the rule and use Fleet Manager."
  }
}

resource_policy "aws_vpc_security_group_ingress_rule" "no_public_rdp" {
  locals {
    watched = ["tcp/3389", "udp/3389"]
    opened  = plugin::soc2::listed(plugin::soc2::opened_ports(attrs, local.watched))
    ranges  = plugin::soc2::listed(plugin::soc2::public_ranges(attrs))
  }

  enforce {
    condition     = !plugin::soc2::opens_ports(attrs, local.watched)
    error_message = "The rule opens RDP (${local.opened}) to ${local.ranges}; allow only the addresses of your VPN or gateway, or drop the rule and use Fleet Manager."
  }
}
