locals {
  soc2_aws_vpc_sg_no_public_ssh = {
    title    = "Security groups do not open SSH to the internet"
    severity = "high"
    preset   = "default"
    since    = "0.1.0"
    criteria = [
      { id = "CC6.6", strength = "supports", not_shown = "Whether groups outside this configuration open the same ports." },
      { id = "CC6.1", strength = "supports", not_shown = "Whether the hosts and services behind the group authenticate their users well." },
      { id = "CC7.2", strength = "partial", not_shown = "Whether connection attempts are logged and anybody looks at them." },
    ]
    description = "An SSH port that the whole internet can reach is scanned within minutes and guarded by nothing but the host's keys and its patch level. Auditors sample security groups for it first, because it shows at a glance whether administrative access is limited to known networks."
    remediation = {
      text   = "Allow port 22 from the addresses of your VPN or bastion only, or remove the rule and administer the hosts with Session Manager."
      before = <<-EOT
        resource "aws_security_group" "bastion" {
          name = "bastion"
        }

        resource "aws_vpc_security_group_ingress_rule" "bastion" {
          security_group_id = aws_security_group.bastion.id
          cidr_ipv4         = "0.0.0.0/0"
          ip_protocol       = "tcp"
          from_port         = 22
          to_port           = 22
        }
      EOT
      after  = <<-EOT
        resource "aws_security_group" "bastion" {
          name = "bastion"
        }

        resource "aws_vpc_security_group_ingress_rule" "bastion" {
          security_group_id = aws_security_group.bastion.id
          cidr_ipv4         = "203.0.113.10/32"
          ip_protocol       = "tcp"
          from_port         = 22
          to_port           = 22
        }
      EOT
    }
    references = [
      "https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html",
      "https://docs.aws.amazon.com/securityhub/latest/userguide/ec2-controls.html",
      "https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/vpc_security_group_ingress_rule",
      "https://docs.aws.amazon.com/systems-manager/latest/userguide/session-manager.html",
    ]
  }
}

policy {
  required_providers {
    aws = { source = "hashicorp/aws", version = ">= 5.0.0, < 7.0.0" }
  }
}

resource_policy "aws_security_group" "no_public_ssh" {
  locals {
    open   = [for rule in core::try(attrs.ingress, [])[*] : rule if plugin::soc2::opens_ports(rule, ["tcp/22"])]
    ranges = plugin::soc2::listed([for rule in local.open : plugin::soc2::public_ranges(rule)])
  }

  enforce {
    condition     = core::length(local.open) == 0
    error_message = "An ingress rule opens SSH (tcp/22) to ${local.ranges}; allow only the addresses of your VPN or bastion, or drop the rule and use Session Manager."
  }
}

resource_policy "aws_default_security_group" "no_public_ssh" {
  locals {
    open   = [for rule in core::try(attrs.ingress, [])[*] : rule if plugin::soc2::opens_ports(rule, ["tcp/22"])]
    ranges = plugin::soc2::listed([for rule in local.open : plugin::soc2::public_ranges(rule)])
  }

  enforce {
    condition     = core::length(local.open) == 0
    error_message = "An ingress rule opens SSH (tcp/22) to ${local.ranges}; allow only the addresses of your VPN or bastion, or drop the rule and use Session Manager."
  }
}

resource_policy "aws_security_group_rule" "no_public_ssh" {
  filter = attrs.type == "ingress"

  locals {
    ranges = plugin::soc2::listed(plugin::soc2::public_ranges(attrs))
  }

  enforce {
    condition     = !plugin::soc2::opens_ports(attrs, ["tcp/22"])
    error_message = "The rule opens SSH (tcp/22) to ${local.ranges}; allow only the addresses of your VPN or bastion, or drop the rule and use Session Manager."
  }
}

resource_policy "aws_vpc_security_group_ingress_rule" "no_public_ssh" {
  locals {
    ranges = plugin::soc2::listed(plugin::soc2::public_ranges(attrs))
  }

  enforce {
    condition     = !plugin::soc2::opens_ports(attrs, ["tcp/22"])
    error_message = "The rule opens SSH (tcp/22) to ${local.ranges}; allow only the addresses of your VPN or bastion, or drop the rule and use Session Manager."
  }
}
