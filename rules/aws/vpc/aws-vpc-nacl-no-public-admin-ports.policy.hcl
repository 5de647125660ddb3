locals {
  soc2_aws_vpc_nacl_no_public_admin_ports = {
    title    = "Network ACLs do not open SSH or RDP to the internet"
    severity = "medium"
    preset   = "default"
    since    = "0.1.0"
    criteria = [
      { id = "CC6.6", strength = "supports", not_shown = "Whether security groups behind the ACL, or the default ACL that AWS made for other subnets, let the same traffic in." },
    ]
    description = "A network ACL is the second line around a subnet: it holds when somebody opens a security group by mistake. If it lets the internet reach SSH or RDP, there is no second line for administrative access, and the benchmarks that auditors work with ask for it by name."
    remediation = {
      text   = "Deny tcp 22 and 3389 from anywhere with a lower rule number than the entry that allows them, or limit that entry to known addresses."
      before = <<-EOT
        resource "aws_vpc" "main" {
          cidr_block = "10.0.0.0/16"
        }

        resource "aws_network_acl" "public" {
          vpc_id = aws_vpc.main.id

          ingress {
            rule_no    = 100
            action     = "allow"
            protocol   = "tcp"
            from_port  = 443
            to_port    = 443
            cidr_block = "0.0.0.0/0"
          }

          ingress {
            rule_no    = 110
            action     = "allow"
            protocol   = "tcp"
            from_port  = 1024
            to_port    = 65535
            cidr_block = "0.0.0.0/0"
          }
        }
      EOT
      after  = <<-EOT
        resource "aws_vpc" "main" {
          cidr_block = "10.0.0.0/16"
        }

        resource "aws_network_acl" "public" {
          vpc_id = aws_vpc.main.id

          ingress {
            rule_no    = 10
            action     = "deny"
            protocol   = "tcp"
            from_port  = 3389
            to_port    = 3389
            cidr_block = "0.0.0.0/0"
          }

          ingress {
            rule_no    = 100
            action     = "allow"
            protocol   = "tcp"
            from_port  = 443
            to_port    = 443
            cidr_block = "0.0.0.0/0"
          }

          ingress {
            rule_no    = 110
            action     = "allow"
            protocol   = "tcp"
            from_port  = 1024
            to_port    = 65535
            cidr_block = "0.0.0.0/0"
          }
        }
      EOT
    }
    references = [
      "https://docs.aws.amazon.com/vpc/latest/userguide/vpc-network-acls.html",
      "https://docs.aws.amazon.com/vpc/latest/userguide/nacl-rules.html",
      "https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/network_acl",
      "https://docs.aws.amazon.com/securityhub/latest/userguide/ec2-controls.html",
    ]
  }
}

policy {
  required_providers {
    aws = { source = "hashicorp/aws", version = ">= 5.0.0, < 7.0.0" }
  }
}

resource_policy "aws_network_acl" "no_public_admin_ports" {
  locals {
    watched = ["tcp/22", "tcp/3389"]
    inline  = core::try(attrs.ingress, [])[*]

    # What the ACL denies, inline or by rule resources: a denial with a lower number makes an entry harmless.
    denials = [
      [for entry in local.inline : entry if core::try(core::lower(entry.action), "") != "allow"],
      [for rule in core::getresources("aws_network_acl_rule", { network_acl_id = attrs.id }) : rule if core::try(core::lower(rule.rule_action), "") != "allow" && core::try(rule.egress, false) != true],
    ]
    open    = [for entry in local.inline : entry if plugin::soc2::network_acl_opens([entry, local.denials], local.watched)]
    numbers = plugin::soc2::listed([for entry in local.open : entry.rule_no])
    opened  = plugin::soc2::listed([for entry in local.open : [for port in local.watched : port if plugin::soc2::network_acl_opens([entry, local.denials], [port])]])
    ranges  = plugin::soc2::listed([for entry in local.open : plugin::soc2::rule_ranges(entry)])
  }

  enforce {
    condition     = core::length(local.open) == 0
    error_message = "Ingress entry ${local.numbers} opens ${local.opened} to ${local.ranges}; deny the ports with a lower rule number, or allow only known addresses."
  }
}

resource_policy "aws_default_network_acl" "no_public_admin_ports" {
  locals {
    watched = ["tcp/22", "tcp/3389"]
    inline  = core::try(attrs.ingress, [])[*]

    # What the ACL denies, inline or by rule resources: a denial with a lower number makes an entry harmless.
    denials = [
      [for entry in local.inline : entry if core::try(core::lower(entry.action), "") != "allow"],
      [for rule in core::getresources("aws_network_acl_rule", { network_acl_id = attrs.id }) : rule if core::try(core::lower(rule.rule_action), "") != "allow" && core::try(rule.egress, false) != true],
      [for rule in core::getresources("aws_network_acl_rule", { network_acl_id = attrs.default_network_acl_id }) : rule if core::try(core::lower(rule.rule_action), "") != "allow" && core::try(rule.egress, false) != true],
    ]
    open    = [for entry in local.inline : entry if plugin::soc2::network_acl_opens([entry, local.denials], local.watched)]
    numbers = plugin::soc2::listed([for entry in local.open : entry.rule_no])
    opened  = plugin::soc2::listed([for entry in local.open : [for port in local.watched : port if plugin::soc2::network_acl_opens([entry, local.denials], [port])]])
    ranges  = plugin::soc2::listed([for entry in local.open : plugin::soc2::rule_ranges(entry)])
  }

  enforce {
    condition     = core::length(local.open) == 0
    error_message = "Ingress entry ${local.numbers} opens ${local.opened} to ${local.ranges}; deny the ports with a lower rule number, or allow only known addresses."
  }
}

resource_policy "aws_network_acl_rule" "no_public_admin_ports" {
  filter = core::try(attrs.egress, false) != true

  locals {
    watched = ["tcp/22", "tcp/3389"]

    # What the same ACL denies, by rule resources or inline: a denial with a lower number makes this entry harmless.
    denials = [
      [for rule in core::getresources("aws_network_acl_rule", { network_acl_id = attrs.network_acl_id }) : rule if core::try(core::lower(rule.rule_action), "") != "allow" && core::try(rule.egress, false) != true],
      [for acl in core::getresources("aws_network_acl", { id = attrs.network_acl_id }) : [for entry in core::try(acl.ingress, [])[*] : entry if core::try(core::lower(entry.action), "") != "allow"]],
      [for acl in core::getresources("aws_default_network_acl", { id = attrs.network_acl_id }) : [for entry in core::try(acl.ingress, [])[*] : entry if core::try(core::lower(entry.action), "") != "allow"]],
      [for acl in core::getresources("aws_default_network_acl", { default_network_acl_id = attrs.network_acl_id }) : [for entry in core::try(acl.ingress, [])[*] : entry if core::try(core::lower(entry.action), "") != "allow"]],
    ]
    opened = plugin::soc2::listed([for port in local.watched : port if plugin::soc2::network_acl_opens([attrs, local.denials], [port])])
    ranges = plugin::soc2::listed(plugin::soc2::rule_ranges(attrs))
  }

  enforce {
    condition     = !plugin::soc2::network_acl_opens([attrs, local.denials], local.watched)
    error_message = "Ingress entry ${attrs.rule_number} opens ${local.opened} to ${local.ranges}; deny the ports with a lower rule number, or allow only known addresses."
  }
}
