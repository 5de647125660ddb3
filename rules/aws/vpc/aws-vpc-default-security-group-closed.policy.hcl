locals {
  soc2_aws_vpc_default_security_group_closed = {
    title    = "The default security group of a VPC allows nothing"
    severity = "medium"
    preset   = "default"
    since    = "0.1.0"
    criteria = [
      { id = "CC6.6", strength = "supports", not_shown = "Whether VPCs made outside this configuration have closed default groups." },
      { id = "CC6.1", strength = "partial", not_shown = "Whether the groups that workloads are given instead are narrow." },
    ]
    description = "Whatever is launched without naming a security group lands in the VPC's default one, where AWS lets all members talk to each other and to the whole internet. An auditor expects it to be empty, so that a forgotten argument cuts a workload off instead of exposing it."
    remediation = {
      text   = "Declare an `aws_default_security_group` without ingress and egress for each VPC, and attach groups of their own to workloads."
      before = <<-EOT
        resource "aws_vpc" "main" {
          cidr_block = "10.0.0.0/16"
        }
      EOT
      after  = <<-EOT
        resource "aws_vpc" "main" {
          cidr_block = "10.0.0.0/16"
        }

        resource "aws_default_security_group" "main" {
          vpc_id = aws_vpc.main.id
        }
      EOT
    }
    references = [
      "https://docs.aws.amazon.com/vpc/latest/userguide/default-security-group.html",
      "https://docs.aws.amazon.com/securityhub/latest/userguide/ec2-controls.html",
      "https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/default_security_group",
    ]
  }
}

policy {
  required_providers {
    aws = { source = "hashicorp/aws", version = ">= 5.0.0, < 7.0.0" }
  }
}

resource_policy "aws_vpc" "default_security_group_closed" {
  locals {
    groups = core::getresources("aws_default_security_group", { vpc_id = attrs.id })
    open   = [for group in local.groups : group if core::length(core::try(group.ingress, [])[*]) + core::length(core::try(group.egress, [])[*]) > 0]
    closed = [for group in local.groups : group if core::length(core::try(group.ingress, [])[*]) + core::length(core::try(group.egress, [])[*]) == 0]

    # Rule resources that add to the default group, which they may also name through the VPC.
    added = [for type in ["aws_security_group_rule", "aws_vpc_security_group_ingress_rule", "aws_vpc_security_group_egress_rule"] : [
      for rule in core::getresources(type, {}) : rule
      if core::anytrue([for group in local.groups : rule.security_group_id == group.id]) || (
        rule.security_group_id == core::try(attrs.default_security_group_id, "") &&
        core::length(core::getresources("aws_security_group", { id = rule.security_group_id })) == 0 &&
        core::length(core::getresources("aws_default_security_group", { id = rule.security_group_id })) == 0
      )
    ]]
  }

  # A group that is certainly there and open is told below; one that may not be there is no help either way.
  enforce {
    condition     = core::length(local.closed) > 0 || plugin::soc2::listed([for group in local.open : "open"]) != ""
    error_message = "The default security group of the VPC keeps what AWS gave it: anything from its members, anything out. Adopt it with an `aws_default_security_group` that has no rules."
  }

  enforce {
    condition     = core::length(local.open) == 0
    error_message = "The default security group of the VPC has ingress or egress rules; remove them and give each workload a group of its own."
  }

  enforce {
    condition     = core::alltrue([for rules in local.added : core::length(rules) == 0])
    error_message = "A rule resource adds to the default security group of the VPC; remove it and give the workload a group of its own."
  }
}

resource_policy "aws_default_security_group" "default_security_group_closed" {
  # The groups of VPCs of the configuration are judged with their VPC.
  filter = core::length(core::getresources("aws_default_vpc", { id = core::try(attrs.vpc_id, "") })) > 0 || core::length(core::getresources("aws_vpc", { id = core::try(attrs.vpc_id, "") })) == 0

  locals {
    added = [for type in ["aws_security_group_rule", "aws_vpc_security_group_ingress_rule", "aws_vpc_security_group_egress_rule"] : core::getresources(type, { security_group_id = attrs.id })]
  }

  enforce {
    condition     = core::length(core::try(attrs.ingress, [])[*]) + core::length(core::try(attrs.egress, [])[*]) == 0
    error_message = "The default security group has ingress or egress rules; remove them and give each workload a group of its own."
  }

  enforce {
    condition     = core::alltrue([for rules in local.added : core::length(rules) == 0])
    error_message = "A rule resource adds to the default security group; remove it and give the workload a group of its own."
  }
}
