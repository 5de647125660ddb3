locals {
  soc2_aws_vpc_sg_no_public_directory_ports = {
    title    = "Security groups do not open LDAP or Kerberos to the internet"
    severity = "high"
    preset   = "default"
    since    = "0.1.0"
    criteria = [
      { id = "CC6.6", strength = "supports", not_shown = "Whether groups outside this configuration open the same ports." },
      { id = "CC6.1", strength = "partial", not_shown = "Whether the directory answers anonymous users, and what it tells them." },
    ]
    description = "A directory knows every account; open to the internet it can be read, guessed against, and (LDAP over UDP) abused to flood others. An auditor expects directory services to be reachable from internal networks only."
    remediation = {
      text   = "Allow LDAP, global catalog and Kerberos ports from your internal networks only."
      before = <<-EOT
        resource "aws_security_group" "directory" {
          name = "directory"
        }

        resource "aws_vpc_security_group_ingress_rule" "directory" {
          security_group_id = aws_security_group.directory.id
          cidr_ipv4         = "0.0.0.0/0"
          ip_protocol       = "tcp"
          from_port         = 389
          to_port           = 389
        }
      EOT
      after  = <<-EOT
        resource "aws_security_group" "directory" {
          name = "directory"
        }

        resource "aws_vpc_security_group_ingress_rule" "directory" {
          security_group_id = aws_security_group.directory.id
          cidr_ipv4         = "10.20.0.0/16"
          ip_protocol       = "tcp"
          from_port         = 389
          to_port           = 389
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

input "aws-vpc-sg-no-public-directory-ports-services" {
  type        = map(string)
  description = "Ports of directory services that must not be open to the internet, each with the name of its service."
  default = {
    "tcp/389"  = "LDAP"
    "udp/389"  = "LDAP"
    "tcp/636"  = "LDAPS"
    "tcp/3268" = "global catalog"
    "tcp/3269" = "global catalog"
    "tcp/88"   = "Kerberos"
    "udp/88"   = "Kerberos"
    "tcp/464"  = "Kerberos"
    "udp/464"  = "Kerberos"
    "tcp/749"  = "Kerberos"
    "udp/749"  = "Kerberos"
    "tcp/750"  = "Kerberos"
    "udp/750"  = "Kerberos"
  }
}

resource_policy "aws_security_group" "no_public_directory_ports" {
  locals {
    services = input.aws-vpc-sg-no-public-directory-ports-services
    open     = [for rule in core::try(attrs.ingress, [])[*] : rule if plugin::soc2::opens_ports(rule, core::keys(local.services))]
    opened   = plugin::soc2::listed([for rule in local.open : [for port in plugin::soc2::opened_ports(rule, core::keys(local.services)) : local.services[port]]])
    ports    = plugin::soc2::listed([for rule in local.open : plugin::soc2::rule_ports(rule)])
    ranges   = plugin::soc2::listed([for rule in local.open : plugin::soc2::public_ranges(rule)])
  }

  enforce {
    condition     = core::length(local.open) == 0
    error_message = "An ingress rule for ${local.ports} opens ${local.opened} to ${local.ranges}; allow only your internal networks."
  }
}

resource_policy "aws_default_security_group" "no_public_directory_ports" {
  locals {
    services = input.aws-vpc-sg-no-public-directory-ports-services
    open     = [for rule in core::try(attrs.ingress, [])[*] : rule if plugin::soc2::opens_ports(rule, core::keys(local.services))]
    opened   = plugin::soc2::listed([for rule in local.open : [for port in plugin::soc2::opened_ports(rule, core::keys(local.services)) : local.services[port]]])
    ports    = plugin::soc2::listed([for rule in local.open : plugin::soc2::rule_ports(rule)])
    ranges   = plugin::soc2::listed([for rule in local.open : plugin::soc2::public_ranges(rule)])
  }

  enforce {
    condition     = core::length(local.open) == 0
    error_message = "An ingress rule for ${local.ports} opens ${local.opened} to ${local.ranges}; allow only your internal networks."
  }
}

resource_policy "aws_security_group_rule" "no_public_directory_ports" {
  filter = attrs.type == "ingress"

  locals {
    services = input.aws-vpc-sg-no-public-directory-ports-services
    opened   = plugin::soc2::listed([for port in plugin::soc2::opened_ports(attrs, core::keys(local.services)) : local.services[port]])
    ports    = plugin::soc2::rule_ports(attrs)
    ranges   = plugin::soc2::listed(plugin::soc2::public_ranges(attrs))
  }

  enforce {
    condition     = !plugin::soc2::opens_ports(attrs, core::keys(local.services))
    error_message = "The rule for ${local.ports} opens ${local.opened} to ${local.ranges}; allow only your internal networks."
  }
}

resource_policy "aws_vpc_security_group_ingress_rule" "no_public_directory_ports" {
  locals {
    services = input.aws-vpc-sg-no-public-directory-ports-services
    opened   = plugin::soc2::listed([for port in plugin::soc2::opened_ports(attrs, core::keys(local.services)) : local.services[port]])
    ports    = plugin::soc2::rule_ports(attrs)
    ranges   = plugin::soc2::listed(plugin::soc2::public_ranges(attrs))
  }

  enforce {
    condition     = !plugin::soc2::opens_ports(attrs, core::keys(local.services))
    error_message = "The rule for ${local.ports} opens ${local.opened} to ${local.ranges}; allow only your internal networks."
  }
}
