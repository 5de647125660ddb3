locals {
  soc2_aws_vpc_sg_no_public_high_risk_ports = {
    title    = "Security groups do not open other administrative and legacy ports to the internet"
    severity = "high"
    preset   = "default"
    since    = "0.1.0"
    criteria = [
      { id = "CC6.6", strength = "supports", not_shown = "Whether groups outside this configuration open the same ports." },
      { id = "CC6.1", strength = "partial", not_shown = "Whether the hosts and services behind the group authenticate their users well." },
      { id = "CC6.7", strength = "partial", not_shown = "Whether these protocols are encrypted where they are still allowed." },
    ]
    description = "Telnet, mail retrieval, RPC, NFS, VNC, WinRM, container and cluster ports are for operators and neighbours, not for the public; many of them are unencrypted or give control of the host. The list joins what the common benchmarks call high-risk ports with those of container platforms."
    remediation = {
      text   = "Allow these ports from your internal networks or a VPN only, and publish web applications on 443."
      before = <<-EOT
        resource "aws_security_group" "legacy" {
          name = "legacy"
        }

        resource "aws_vpc_security_group_ingress_rule" "legacy" {
          security_group_id = aws_security_group.legacy.id
          cidr_ipv4         = "0.0.0.0/0"
          ip_protocol       = "tcp"
          from_port         = 23
          to_port           = 23
        }
      EOT
      after  = <<-EOT
        resource "aws_security_group" "legacy" {
          name = "legacy"
        }

        resource "aws_vpc_security_group_ingress_rule" "legacy" {
          security_group_id = aws_security_group.legacy.id
          cidr_ipv4         = "10.20.0.0/16"
          ip_protocol       = "tcp"
          from_port         = 23
          to_port           = 23
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

input "aws-vpc-sg-no-public-high-risk-ports-services" {
  type        = map(string)
  description = "Administrative and legacy ports that must not be open to the internet, each with the name of its service."
  default = {
    "tcp/23"    = "Telnet"
    "tcp/25"    = "SMTP"
    "tcp/110"   = "POP3"
    "tcp/111"   = "RPC portmapper"
    "udp/111"   = "RPC portmapper"
    "udp/123"   = "NTP"
    "tcp/135"   = "Microsoft RPC"
    "tcp/143"   = "IMAP"
    "udp/161"   = "SNMP"
    "tcp/873"   = "rsync"
    "tcp/1099"  = "Java RMI"
    "udp/1900"  = "SSDP"
    "tcp/2049"  = "NFS"
    "tcp/2375"  = "Docker API"
    "tcp/2376"  = "Docker API"
    "tcp/2379"  = "etcd"
    "tcp/2380"  = "etcd"
    "tcp/3000"  = "development web server"
    "tcp/4333"  = "mSQL"
    "tcp/5000"  = "development web server"
    "tcp/5500"  = "VNC"
    "tcp/5900"  = "VNC"
    "tcp/5985"  = "WinRM"
    "tcp/5986"  = "WinRM"
    "tcp/6443"  = "Kubernetes API"
    "tcp/8080"  = "HTTP proxy"
    "tcp/8088"  = "HTTP proxy"
    "tcp/10250" = "kubelet"
  }
}

resource_policy "aws_security_group" "no_public_high_risk_ports" {
  locals {
    services = input.aws-vpc-sg-no-public-high-risk-ports-services
    open     = [for rule in core::try(attrs.ingress, [])[*] : rule if plugin::soc2::opens_ports(rule, core::keys(local.services))]
    opened   = plugin::soc2::listed([for rule in local.open : [for port in plugin::soc2::opened_ports(rule, core::keys(local.services)) : local.services[port]]])
    ports    = plugin::soc2::listed([for rule in local.open : plugin::soc2::rule_ports(rule)])
    ranges   = plugin::soc2::listed([for rule in local.open : plugin::soc2::public_ranges(rule)])
  }

  enforce {
    condition     = core::length(local.open) == 0
    error_message = "An ingress rule for ${local.ports} opens ${local.opened} to ${local.ranges}; allow only your internal networks or VPN."
  }
}

resource_policy "aws_default_security_group" "no_public_high_risk_ports" {
  locals {
    services = input.aws-vpc-sg-no-public-high-risk-ports-services
    open     = [for rule in core::try(attrs.ingress, [])[*] : rule if plugin::soc2::opens_ports(rule, core::keys(local.services))]
    opened   = plugin::soc2::listed([for rule in local.open : [for port in plugin::soc2::opened_ports(rule, core::keys(local.services)) : local.services[port]]])
    ports    = plugin::soc2::listed([for rule in local.open : plugin::soc2::rule_ports(rule)])
    ranges   = plugin::soc2::listed([for rule in local.open : plugin::soc2::public_ranges(rule)])
  }

  enforce {
    condition     = core::length(local.open) == 0
    error_message = "An ingress rule for ${local.ports} opens ${local.opened} to ${local.ranges}; allow only your internal networks or VPN."
  }
}

resource_policy "aws_security_group_rule" "no_public_high_risk_ports" {
  filter = attrs.type == "ingress"

  locals {
    services = input.aws-vpc-sg-no-public-high-risk-ports-services
    opened   = plugin::soc2::listed([for port in plugin::soc2::opened_ports(attrs, core::keys(local.services)) : local.services[port]])
    ports    = plugin::soc2::rule_ports(attrs)
    ranges   = plugin::soc2::listed(plugin::soc2::public_ranges(attrs))
  }

  enforce {
    condition     = !plugin::soc2::opens_ports(attrs, core::keys(local.services))
    error_message = "The rule for ${local.ports} opens ${local.opened} to ${local.ranges}; allow only your internal networks or VPN."
  }
}

resource_policy "aws_vpc_security_group_ingress_rule" "no_public_high_risk_ports" {
  locals {
    services = input.aws-vpc-sg-no-public-high-risk-ports-services
    opened   = plugin::soc2::listed([for port in plugin::soc2::opened_ports(attrs, core::keys(local.services)) : local.services[port]])
    ports    = plugin::soc2::rule_ports(attrs)
    ranges   = plugin::soc2::listed(plugin::soc2::public_ranges(attrs))
  }

  enforce {
    condition     = !plugin::soc2::opens_ports(attrs, core::keys(local.services))
    error_message = "The rule for ${local.ports} opens ${local.opened} to ${local.ranges}; allow only your internal networks or VPN."
  }
}
