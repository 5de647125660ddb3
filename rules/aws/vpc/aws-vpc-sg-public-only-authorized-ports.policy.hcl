locals {
  soc2_aws_vpc_sg_public_only_authorized_ports = {
    title    = "Security groups open only authorized ports to the internet"
    severity = "medium"
    preset   = "default"
    since    = "0.1.0"
    criteria = [
      { id = "CC6.6", strength = "supports", not_shown = "Whether each authorized port is still needed, and what answers on it." },
      { id = "CC6.1", strength = "partial", not_shown = "Whether the hosts and services behind the group authenticate their users well." },
    ]
    description = "What may be public should be a short list that somebody decided on, not whatever each team opened. An auditor compares the rules open to the internet with that list; ranges of ports cannot be on it, because nobody reviewed each port in them."
    remediation = {
      text   = "Publish the service on an authorized port (443), or limit the source of the rule; if the port is meant to be public, add it to the input."
      before = <<-EOT
        resource "aws_security_group" "api" {
          name = "api"
        }

        resource "aws_vpc_security_group_ingress_rule" "api" {
          security_group_id = aws_security_group.api.id
          cidr_ipv4         = "0.0.0.0/0"
          ip_protocol       = "tcp"
          from_port         = 8443
          to_port           = 8443
        }
      EOT
      after  = <<-EOT
        resource "aws_security_group" "api" {
          name = "api"
        }

        resource "aws_vpc_security_group_ingress_rule" "api" {
          security_group_id = aws_security_group.api.id
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

input "aws-vpc-sg-public-only-authorized-ports-allowed" {
  type        = list(string)
  description = "Single ports that may be open to the internet, as protocol/port; ICMP always may."
  default     = ["tcp/80", "tcp/443", "udp/443"]
}

resource_policy "aws_security_group" "public_only_authorized_ports" {
  locals {
    allowed = input.aws-vpc-sg-public-only-authorized-ports-allowed
    open    = [for rule in core::try(attrs.ingress, [])[*] : rule if plugin::soc2::opens_beyond(rule, local.allowed)]
    ports   = plugin::soc2::listed([for rule in local.open : plugin::soc2::rule_ports(rule)])
    ranges  = plugin::soc2::listed([for rule in local.open : plugin::soc2::public_ranges(rule)])
  }

  enforce {
    condition     = core::length(local.open) == 0
    error_message = "An ingress rule opens ${local.ports} to ${local.ranges}, authorized are only ${core::join(", ", local.allowed)}; limit the source or use an authorized port."
  }
}

resource_policy "aws_default_security_group" "public_only_authorized_ports" {
  locals {
    allowed = input.aws-vpc-sg-public-only-authorized-ports-allowed
    open    = [for rule in core::try(attrs.ingress, [])[*] : rule if plugin::soc2::opens_beyond(rule, local.allowed)]
    ports   = plugin::soc2::listed([for rule in local.open : plugin::soc2::rule_ports(rule)])
    ranges  = plugin::soc2::listed([for rule in local.open : plugin::soc2::public_ranges(rule)])
  }

  enforce {
    condition     = core::length(local.open) == 0
    error_message = "An ingress rule opens ${local.ports} to ${local.ranges}, authorized are only ${core::join(", ", local.allowed)}; limit the source or use an authorized port."
  }
}

resource_policy "aws_security_group_rule" "public_only_authorized_ports" {
  filter = attrs.type == "ingress"

  locals {
    allowed = input.aws-vpc-sg-public-only-authorized-ports-allowed
    ports   = plugin::soc2::rule_ports(attrs)
    ranges  = plugin::soc2::listed(plugin::soc2::public_ranges(attrs))
  }

  enforce {
    condition     = !plugin::soc2::opens_beyond(attrs, local.allowed)
    error_message = "The rule opens ${local.ports} to ${local.ranges}, authorized are only ${core::join(", ", local.allowed)}; limit the source or use an authorized port."
  }
}

resource_policy "aws_vpc_security_group_ingress_rule" "public_only_authorized_ports" {
  locals {
    allowed = input.aws-vpc-sg-public-only-authorized-ports-allowed
    ports   = plugin::soc2::rule_ports(attrs)
    ranges  = plugin::soc2::listed(plugin::soc2::public_ranges(attrs))
  }

  enforce {
    condition     = !plugin::soc2::opens_beyond(attrs, local.allowed)
    error_message = "The rule opens ${local.ports} to ${local.ranges}, authorized are only ${core::join(", ", local.allowed)}; limit the source or use an authorized port."
  }
}
