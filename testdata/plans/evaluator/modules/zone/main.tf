terraform {
  required_providers {
    aws = { source = "hashicorp/aws" }
  }
}

variable "settings" {
  type = object({ name = string, flow = optional(bool, false), cidr = optional(string, "10.0.0.0/16") })
}

resource "aws_vpc" "this" {
  cidr_block = var.settings.cidr
  tags       = { Name = var.settings.name }
}

resource "aws_flow_log" "this" {
  count                = var.settings.flow ? 1 : 0
  vpc_id               = aws_vpc.this.id
  traffic_type         = "ALL"
  log_destination_type = "s3"
  log_destination      = "arn:aws:s3:::flow-logs"
}

resource "aws_subnet" "this" {
  for_each                = { for index, name in ["a", "b"] : name => cidrsubnet(aws_vpc.this.cidr_block, 8, index) }
  vpc_id                  = aws_vpc.this.id
  cidr_block              = each.value
  map_public_ip_on_launch = each.key == "a"
}
