locals {
  soc2_aws_vpc_nacl_no_public_all_ports = {
    title    = "Network ACLs do not allow all inbound traffic from the internet"
    severity = "medium"
    preset   = "default"
    since    = "0.1.0"
    criteria = [
      { id = "CC6.6", strength = "supports", not_shown = "Whether security groups behind the ACL, or the default ACL that AWS made for other subnets, let the same traffic in." },
    ]
    description = "An ACL that allows everything from everywhere is the same as none: one wrong security group and a host is public. An auditor who finds network ACLs named as a control wants to see that they shut something out."
    remediation = {
      text   = "Allow the ports that the subnet serves and the ephemeral ports for answers (1024-65535), not all of them."
      before = <<-EOT
        resource "aws_vpc" "main" {
          cidr_block = "10.0.0.0/16"
        }

        resource "aws_network_acl" "public" {
          vpc_id = aws_vpc.main.id

          ingress {
            rule_no    = 100
            action     = "allow"
            protocol   = "-1"
            from_port  = 0
            to_port    = 0
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
      "https://docs.aws.amazon.com/vpc/latest/userguide/custom-network-acl.html#nacl-ephemeral-ports",
    ]
  }
}

policy {
  required_providers {
    aws = { source = "hashicorp/aws", version = ">= 5.0.0, < 7.0.0" }
  }
}

resource_policy "aws_network_acl" "no_public_all_ports" {
  locals {
    inline = core::try(attrs.ingress, [])[*]

    # What the ACL denies, inline or by rule resources: a denial with a lower number makes an entry harmless.
    denials = [
      [for entry in local.inline : entry if core::try(core::lower(entry.action), "") != "allow"],
      [for rule in core::getresources("aws_network_acl_rule", { network_acl_id = attrs.id }) : rule if core::try(core::lower(rule.rule_action), "") != "allow" && core::try(rule.egress, false) != true],
    ]
    open    = [for entry in local.inline : entry if plugin::soc2::network_acl_opens_all([entry, local.denials])]
    numbers = plugin::soc2::listed([for entry in local.open : entry.rule_no])
    ranges  = plugin::soc2::listed([for entry in local.open : plugin::soc2::rule_ranges(entry)])
  }

  enforce {
    condition     = core::length(local.open) == 0
    error_message = "Ingress entry ${local.numbers} allows all inbound traffic from ${local.ranges}; allow only the ports that the subnet serves and ephemeral ports for answers."
  }
}

resource_policy "aws_default_network_acl" "no_public_all_ports" {
  locals {
    inline = core::try(attrs.ingress, [])[*]

    # What the ACL denies, inline or by rule resources: a denial with a lower number makes an entry harmless.
    denials = [
      [for entry in local.inline : entry if core::try(core::lower(entry.action), "") != "allow"],
      [for rule in core::getresources("aws_network_acl_rule", { network_acl_id = attrs.id }) : rule if core::try(core::lower(rule.rule_action), "") != "allow" && core::try(rule.egress, false) != true],
      [for rule in core::getresources("aws_network_acl_rule", { network_acl_id = attrs.default_network_acl_id }) : rule if core::try(core::lower(rule.rule_action), "") != "allow" && core::try(rule.egress, false) != true],
    ]
    open    = [for entry in local.inline : entry if plugin::soc2::network_acl_opens_all([entry, local.denials])]
    numbers = plugin::soc2::listed([for entry in local.open : entry.rule_no])
    ranges  = plugin::soc2::listed([for entry in local.open : plugin::soc2::rule_ranges(entry)])
  }

  enforce {
    condition     = core::length(local.open) == 0
    error_message = "Ingress entry ${local.numbers} allows all inbound traffic from ${local.ranges}; allow only the ports that the subnet serves and ephemeral ports for answers."
  }
}

resource_policy "aws_network_acl_rule" "no_public_all_ports" {
  filter = core::try(attrs.egress, false) != true

  locals {
    # What the same ACL denies, by rule resources or inline: a denial with a lower number makes this entry harmless.
    denials = [
      [for rule in core::getresources("aws_network_acl_rule", { network_acl_id = attrs.network_acl_id }) : rule if core::try(core::lower(rule.rule_action), "") != "allow" && core::try(rule.egress, false) != true],
      [for acl in core::getresources("aws_network_acl", { id = attrs.network_acl_id }) : [for entry in core::try(acl.ingress, [])[*] : entry if core::try(core::lower(entry.action), "") != "allow"]],
      [for acl in core::getresources("aws_default_network_acl", { id = attrs.network_acl_id }) : [for entry in core::try(acl.ingress, [])[*] : entry if core::try(core::lower(entry.action), "") != "allow"]],
      [for acl in core::getresources("aws_default_network_acl", { default_network_acl_id = attrs.network_acl_id }) : [for entry in core::try(acl.ingress, [])[*] : entry if core::try(core::lower(entry.action), "") != "allow"]],
    ]
    ranges = plugin::soc2::listed(plugin::soc2::rule_ranges(attrs))
  }

  enforce {
    condition     = !plugin::soc2::network_acl_opens_all([attrs, local.denials])
    error_message = "Ingress entry ${attrs.rule_number} allows all inbound traffic from ${local.ranges}; allow only the ports that the subnet serves and ephemeral ports for answers."
  }
}
