locals {
  soc2_aws_vpc_sg_no_public_ftp = {
    title    = "Security groups do not open FTP to the internet"
    severity = "high"
    preset   = "default"
    since    = "0.1.0"
    criteria = [
      { id = "CC6.6", strength = "supports", not_shown = "Whether groups outside this configuration open the same ports." },
      { id = "CC6.7", strength = "partial", not_shown = "Whether the files that partners send by other ways are encrypted." },
      { id = "CC6.1", strength = "partial", not_shown = "Whether the hosts and services behind the group authenticate their users well." },
    ]
    description = "FTP sends passwords and files in the clear, so a public FTP port exposes both to anybody on the way. An auditor asks for SFTP, FTPS or HTTPS for every exchange with the outside."
    remediation = {
      text   = "Remove ports 20 and 21 from public rules and exchange files over SFTP (AWS Transfer Family), or allow the partner's addresses only."
      before = <<-EOT
        resource "aws_security_group" "transfer" {
          name = "transfer"
        }

        resource "aws_vpc_security_group_ingress_rule" "transfer" {
          security_group_id = aws_security_group.transfer.id
          cidr_ipv4         = "0.0.0.0/0"
          ip_protocol       = "tcp"
          from_port         = 20
          to_port           = 21
        }
      EOT
      after  = <<-EOT
        resource "aws_security_group" "transfer" {
          name = "transfer"
        }

        resource "aws_vpc_security_group_ingress_rule" "transfer" {
          security_group_id = aws_security_group.transfer.id
          cidr_ipv4         = "203.0.113.0/28"
          ip_protocol       = "tcp"
          from_port         = 20
          to_port           = 21
        }
      EOT
    }
    references = [
      "https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html",
      "https://docs.aws.amazon.com/securityhub/latest/userguide/ec2-controls.html",
      "https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/vpc_security_group_ingress_rule",
      "https://docs.aws.amazon.com/transfer/latest/userguide/what-is-aws-transfer-family.html",
    ]
  }
}

policy {
  required_providers {
    aws = { source = "hashicorp/aws", version = ">= 5.0.0, < 7.0.0" }
  }
}

resource_policy "aws_security_group" "no_public_ftp" {
  locals {
    watched = ["tcp/20", "tcp/21"]
    open    = [for rule in core::try(attrs.ingress, [])[*] : rule if plugin::soc2::opens_ports(rule, local.watched)]
    opened  = plugin::soc2::listed([for rule in local.open : plugin::soc2::opened_ports(rule, local.watched)])
    ranges  = plugin::soc2::listed([for rule in local.open : plugin::soc2::public_ranges(rule)])
  }

  enforce {
    condition     = core::length(local.open) == 0
    error_message = "An ingress rule opens FTP (${local.opened}) to ${local.ranges}; exchange files over SFTP, or allow only the addresses of your partners."
  }
}

resource_policy "aws_default_security_group" "no_public_ftp" {
  locals {
    watched = ["tcp/20", "tcp/21"]
    open    = [for rule in core::try(attrs.ingress, [])[*] : rule if plugin::soc2::opens_ports(rule, local.watched)]
    opened  = plugin::soc2::listed([for rule in local.open : plugin::soc2::opened_ports(rule, local.watched)])
    ranges  = plugin::soc2::listed([for rule in local.open : plugin::soc2::public_ranges(rule)])
  }

  enforce {
    condition     = core::length(local.open) == 0
    error_message = "An ingress rule opens FTP (${local.opened}) to ${local.ranges}; exchange files over SFTP, or allow only the addresses of your partners."
  }
}

resource_policy "aws_security_group_rule" "no_public_ftp" {
  filter = attrs.type == "ingress"

  locals {
    watched = ["tcp/20", "tcp/21"]
    opened  = plugin::soc2::listed(plugin::soc2::opened_ports(attrs, local.watched))
    ranges  = plugin::soc2::listed(plugin::soc2::public_ranges(attrs))
  }

  enforce {
    condition     = !plugin::soc2::opens_ports(attrs, local.watched)
    error_message = "The rule opens FTP (${local.opened}) to ${local.ranges}; exchange files over SFTP, or allow only the addresses of your partners."
  }
}

resource_policy "aws_vpc_security_group_ingress_rule" "no_public_ftp" {
  locals {
    watched = ["tcp/20", "tcp/21"]
    opened  = plugin::soc2::listed(plugin::soc2::opened_ports(attrs, local.watched))
    ranges  = plugin::soc2::listed(plugin::soc2::public_ranges(attrs))
  }

  enforce {
    condition     = !plugin::soc2::opens_ports(attrs, local.watched)
    error_message = "The rule opens FTP (${local.opened}) to ${local.ranges}; exchange files over SFTP, or allow only the addresses of your partners."
  }
}
