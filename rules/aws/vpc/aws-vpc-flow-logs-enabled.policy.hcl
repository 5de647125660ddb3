locals {
  soc2_aws_vpc_flow_logs_enabled = {
    title    = "VPCs have flow logs"
    severity = "medium"
    preset   = "default"
    since    = "0.1.0"
    criteria = [
      { id = "CC7.2", strength = "supports", not_shown = "Whether anybody looks at the logs, and VPCs of other configurations." },
      { id = "CC6.6", strength = "partial", not_shown = "What the network lets in." },
      { id = "CC7.3", strength = "partial", not_shown = "Whether events found in the logs are evaluated." },
    ]
    description = "After an incident, flow logs answer who talked to whom; they can't be had afterwards. Rejected traffic is what shows scans and misrouted access, so logs of accepted traffic alone don't count."
    remediation = {
      text   = "Add an `aws_flow_log` for the VPC with `traffic_type = \"ALL\"`."
      before = <<-EOT
        resource "aws_vpc" "main" {
          cidr_block = "10.0.0.0/16"
        }
      EOT
      after  = <<-EOT
        resource "aws_vpc" "main" {
          cidr_block = "10.0.0.0/16"
        }

        resource "aws_flow_log" "main" {
          vpc_id               = aws_vpc.main.id
          traffic_type         = "ALL"
          log_destination_type = "s3"
          log_destination      = "arn:aws:s3:::example-flow-logs"
        }
      EOT
    }
    references = [
      "https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/flow_log",
      "https://docs.aws.amazon.com/vpc/latest/userguide/flow-logs.html",
    ]
  }
}

policy {
  required_providers {
    aws = { source = "hashicorp/aws", version = ">= 5.0.0, < 7.0.0" }
  }
}

resource_policy "aws_vpc" "flow_logs_enabled" {
  locals {
    logs    = [for f in core::getresources("aws_flow_log", { vpc_id = attrs.id }) : f if f.traffic_type == "ALL" || f.traffic_type == "REJECT"]
    subnets = core::getresources("aws_subnet", { vpc_id = attrs.id })
    with = [
      for s in local.subnets : s
      if core::length([for f in core::getresources("aws_flow_log", { subnet_id = s.id }) : f if f.traffic_type == "ALL" || f.traffic_type == "REJECT"]) > 0
    ]
    without = [
      for s in local.subnets : s
      if core::length([for f in core::getresources("aws_flow_log", { subnet_id = s.id }) : f if f.traffic_type == "ALL" || f.traffic_type == "REJECT"]) == 0
    ]
  }

  enforce {
    condition     = core::length(local.logs) > 0 || (core::length(local.with) > 0 && core::length(local.without) == 0)
    error_message = "Traffic of this VPC is not logged; add an `aws_flow_log` with `traffic_type = \"ALL\"`."
  }
}
