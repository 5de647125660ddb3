locals {
  soc2_aws_vpc_sg_no_wide_public_cidr = {
    title    = "Security groups do not use public address ranges wider than /24"
    severity = "medium"
    preset   = "default"
    since    = "0.1.0"
    criteria = [
      { id = "CC6.6", strength = "supports", not_shown = "Whether the addresses in the ranges that are allowed belong to whom the rule means." },
    ]
    description = "A public range of thousands of addresses is rarely one partner: it takes in other customers of the same provider, who may all use the rule. An auditor asks who is behind each range; a /24 or narrower can be answered. The whole internet (/0) is judged by the rules about open ports."
    remediation = {
      text   = "Name the ranges that the other side really uses, each /24 or narrower, or use a managed prefix list."
      before = <<-EOT
        resource "aws_security_group" "partners" {
          name = "partners"
        }

        resource "aws_vpc_security_group_ingress_rule" "partners" {
          security_group_id = aws_security_group.partners.id
          cidr_ipv4         = "52.94.0.0/16"
          ip_protocol       = "tcp"
          from_port         = 443
          to_port           = 443
        }
      EOT
      after  = <<-EOT
        resource "aws_security_group" "partners" {
          name = "partners"
        }

        resource "aws_vpc_security_group_ingress_rule" "partners" {
          security_group_id = aws_security_group.partners.id
          cidr_ipv4         = "52.94.76.0/24"
          ip_protocol       = "tcp"
          from_port         = 443
          to_port           = 443
        }
      EOT
    }
    references = [
      "https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html",
      "https://docs.aws.amazon.com/securityhub/latest/userguide/ec2-controls.html",
      "https://docs.aws.amazon.com/vpc/latest/userguide/managed-prefix-lists.html",
    ]
  }
}

policy {
  required_providers {
    aws = { source = "hashicorp/aws", version = ">= 5.0.0, < 7.0.0" }
  }
}

input "aws-vpc-sg-no-wide-public-cidr-prefix" {
  type        = number
  description = "The shortest prefix that a public IPv4 range may have."
  default     = 24
}

resource_policy "aws_security_group" "no_wide_public_cidr" {
  locals {
    shortest = input.aws-vpc-sg-no-wide-public-cidr-prefix
    ingress  = [for rule in core::try(attrs.ingress, [])[*] : rule if core::anytrue([for range in plugin::soc2::rule_ranges(rule) : plugin::soc2::is_wide_public_range(range, local.shortest)])]
    egress   = [for rule in core::try(attrs.egress, [])[*] : rule if core::anytrue([for range in plugin::soc2::rule_ranges(rule) : plugin::soc2::is_wide_public_range(range, local.shortest)])]
  }

  enforce {
    condition     = core::length(local.ingress) == 0
    error_message = "An ingress rule names ${plugin::soc2::listed([for rule in local.ingress : [for range in plugin::soc2::rule_ranges(rule) : range if plugin::soc2::is_wide_public_range(range, local.shortest)]])}; name the ranges that the other side uses, none wider than /${local.shortest}."
  }

  enforce {
    condition     = core::length(local.egress) == 0
    error_message = "An egress rule names ${plugin::soc2::listed([for rule in local.egress : [for range in plugin::soc2::rule_ranges(rule) : range if plugin::soc2::is_wide_public_range(range, local.shortest)]])}; name the ranges that the other side uses, none wider than /${local.shortest}."
  }
}

resource_policy "aws_default_security_group" "no_wide_public_cidr" {
  locals {
    shortest = input.aws-vpc-sg-no-wide-public-cidr-prefix
    ingress  = [for rule in core::try(attrs.ingress, [])[*] : rule if core::anytrue([for range in plugin::soc2::rule_ranges(rule) : plugin::soc2::is_wide_public_range(range, local.shortest)])]
    egress   = [for rule in core::try(attrs.egress, [])[*] : rule if core::anytrue([for range in plugin::soc2::rule_ranges(rule) : plugin::soc2::is_wide_public_range(range, local.shortest)])]
  }

  enforce {
    condition     = core::length(local.ingress) == 0
    error_message = "An ingress rule names ${plugin::soc2::listed([for rule in local.ingress : [for range in plugin::soc2::rule_ranges(rule) : range if plugin::soc2::is_wide_public_range(range, local.shortest)]])}; name the ranges that the other side uses, none wider than /${local.shortest}."
  }

  enforce {
    condition     = core::length(local.egress) == 0
    error_message = "An egress rule names ${plugin::soc2::listed([for rule in local.egress : [for range in plugin::soc2::rule_ranges(rule) : range if plugin::soc2::is_wide_public_range(range, local.shortest)]])}; name the ranges that the other side uses, none wider than /${local.shortest}."
  }
}

resource_policy "aws_security_group_rule" "no_wide_public_cidr" {
  locals {
    shortest = input.aws-vpc-sg-no-wide-public-cidr-prefix
    wide     = [for range in plugin::soc2::rule_ranges(attrs) : range if plugin::soc2::is_wide_public_range(range, local.shortest)]
  }

  enforce {
    condition     = core::length(local.wide) == 0
    error_message = "The rule names ${plugin::soc2::listed(local.wide)}; name the ranges that the other side uses, none wider than /${local.shortest}."
  }
}

resource_policy "aws_vpc_security_group_ingress_rule" "no_wide_public_cidr" {
  locals {
    shortest = input.aws-vpc-sg-no-wide-public-cidr-prefix
    wide     = [for range in plugin::soc2::rule_ranges(attrs) : range if plugin::soc2::is_wide_public_range(range, local.shortest)]
  }

  enforce {
    condition     = core::length(local.wide) == 0
    error_message = "The rule names ${plugin::soc2::listed(local.wide)}; name the ranges that the other side uses, none wider than /${local.shortest}."
  }
}

resource_policy "aws_vpc_security_group_egress_rule" "no_wide_public_cidr" {
  locals {
    shortest = input.aws-vpc-sg-no-wide-public-cidr-prefix
    wide     = [for range in plugin::soc2::rule_ranges(attrs) : range if plugin::soc2::is_wide_public_range(range, local.shortest)]
  }

  enforce {
    condition     = core::length(local.wide) == 0
    error_message = "The rule names ${plugin::soc2::listed(local.wide)}; name the ranges that the other side uses, none wider than /${local.shortest}."
  }
}
