locals {
  soc2_aws_vpc_sg_no_public_smb = {
    title    = "Security groups do not open SMB or NetBIOS to the internet"
    severity = "high"
    preset   = "default"
    since    = "0.1.0"
    criteria = [
      { id = "CC6.6", strength = "supports", not_shown = "Whether groups outside this configuration open the same ports." },
      { id = "CC6.1", strength = "partial", not_shown = "Whether the hosts and services behind the group authenticate their users well." },
    ]
    description = "Windows file sharing was never meant for the internet; worms spread through these ports, and one unpatched host or weak share is enough. An auditor expects file shares to be reachable from internal networks and VPNs only."
    remediation = {
      text   = "Allow ports 137 to 139 and 445 from your internal networks only."
      before = <<-EOT
        resource "aws_security_group" "files" {
          name = "files"
        }

        resource "aws_vpc_security_group_ingress_rule" "files" {
          security_group_id = aws_security_group.files.id
          cidr_ipv4         = "0.0.0.0/0"
          ip_protocol       = "tcp"
          from_port         = 445
          to_port           = 445
        }
      EOT
      after  = <<-EOT
        resource "aws_security_group" "files" {
          name = "files"
        }

        resource "aws_vpc_security_group_ingress_rule" "files" {
          security_group_id = aws_security_group.files.id
          cidr_ipv4         = "10.20.0.0/16"
          ip_protocol       = "tcp"
          from_port         = 445
          to_port           = 445
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

resource_policy "aws_security_group" "no_public_smb" {
  locals {
    watched = ["udp/137", "udp/138", "tcp/139", "tcp/445"]
    open    = [for rule in core::try(attrs.ingress, [])[*] : rule if plugin::soc2::opens_ports(rule, local.watched)]
    opened  = plugin::soc2::listed([for rule in local.open : plugin::soc2::opened_ports(rule, local.watched)])
    ranges  = plugin::soc2::listed([for rule in local.open : plugin::soc2::public_ranges(rule)])
  }

  enforce {
    condition     = core::length(local.open) == 0
    error_message = "An ingress rule opens Windows file sharing (${local.opened}) to ${local.ranges}; allow only your internal networks."
  }
}

resource_policy "aws_default_security_group" "no_public_smb" {
  locals {
    watched = ["udp/137", "udp/138", "tcp/139", "tcp/445"]
    open    = [for rule in core::try(attrs.ingress, [])[*] : rule if plugin::soc2::opens_ports(rule, local.watched)]
    opened  = plugin::soc2::listed([for rule in local.open : plugin::soc2::opened_ports(rule, local.watched)])
    ranges  = plugin::soc2::listed([for rule in local.open : plugin::soc2::public_ranges(rule)])
  }

  enforce {
    condition     = core::length(local.open) == 0
    error_message = "An ingress rule opens Windows file sharing (${local.opened}) to ${local.ranges}; allow only your internal networks."
  }
}

resource_policy "aws_security_group_rule" "no_public_smb" {
  filter = attrs.type == "ingress"

  locals {
    watched = ["udp/137", "udp/138", "tcp/139", "tcp/445"]
    opened  = plugin::soc2::listed(plugin::soc2::opened_ports(attrs, local.watched))
    ranges  = plugin::soc2::listed(plugin::soc2::public_ranges(attrs))
  }

  enforce {
    condition     = !plugin::soc2::opens_ports(attrs, local.watched)
    error_message = "The rule opens Windows file sharing (${local.opened}) to ${local.ranges}; allow only your internal networks."
  }
}

resource_policy "aws_vpc_security_group_ingress_rule" "no_public_smb" {
  locals {
    watched = ["udp/137", "udp/138", "tcp/139", "tcp/445"]
    opened  = plugin::soc2::listed(plugin::soc2::opened_ports(attrs, local.watched))
    ranges  = plugin::soc2::listed(plugin::soc2::public_ranges(attrs))
  }

  enforce {
    condition     = !plugin::soc2::opens_ports(attrs, local.watched)
    error_message = "The rule opens Windows file sharing (${local.opened}) to ${local.ranges}; allow only your internal networks."
  }
}
