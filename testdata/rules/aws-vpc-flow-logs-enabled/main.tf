variable "traffic" {
  type = string
}

# expect: pass, the log names the VPC through a local
resource "aws_vpc" "local" {
  cidr_block = "10.0.0.0/16"
}

locals {
  vpc_id = aws_vpc.local.id
}

resource "aws_flow_log" "local" {
  vpc_id          = local.vpc_id
  traffic_type    = "ALL"
  log_destination = "arn:aws:s3:::example-flow-logs"
}

# expect: pass, each instance has its log
resource "aws_vpc" "each" {
  for_each   = { a = "10.1.0.0/16", b = "10.2.0.0/16" }
  cidr_block = each.value
}

resource "aws_flow_log" "each" {
  for_each        = aws_vpc.each
  vpc_id          = each.value.id
  traffic_type    = "REJECT"
  log_destination = "arn:aws:s3:::example-flow-logs"
}

# expect: pass, both subnets are logged
resource "aws_vpc" "subnets" {
  cidr_block = "10.3.0.0/16"
}

resource "aws_subnet" "subnets" {
  count      = 2
  vpc_id     = aws_vpc.subnets.id
  cidr_block = cidrsubnet("10.3.0.0/16", 8, count.index)
}

resource "aws_flow_log" "subnets" {
  count           = 2
  subnet_id       = aws_subnet.subnets[count.index].id
  traffic_type    = "ALL"
  log_destination = "arn:aws:s3:::example-flow-logs"
}

# expect: undetermined, var.traffic may be ACCEPT
resource "aws_vpc" "variable" {
  cidr_block = "10.4.0.0/16"
}

resource "aws_flow_log" "variable" {
  vpc_id          = aws_vpc.variable.id
  traffic_type    = var.traffic
  log_destination = "arn:aws:s3:::example-flow-logs"
}

# expect: fail, accepted traffic alone
resource "aws_vpc" "accept" {
  cidr_block = "10.5.0.0/16"
}

resource "aws_flow_log" "accept" {
  vpc_id          = aws_vpc.accept.id
  traffic_type    = "ACCEPT"
  log_destination = "arn:aws:s3:::example-flow-logs"
}

# expect: fail, one subnet is not logged
resource "aws_vpc" "one_subnet" {
  cidr_block = "10.6.0.0/16"
}

resource "aws_subnet" "logged" {
  vpc_id     = aws_vpc.one_subnet.id
  cidr_block = "10.6.1.0/24"
}

resource "aws_subnet" "not_logged" {
  vpc_id     = aws_vpc.one_subnet.id
  cidr_block = "10.6.2.0/24"
}

resource "aws_flow_log" "logged" {
  subnet_id       = aws_subnet.logged.id
  traffic_type    = "ALL"
  log_destination = "arn:aws:s3:::example-flow-logs"
}

# expect: fail, the log below is of a VPC that is not declared: whatever that will be, it is not this one
resource "aws_vpc" "beside_a_dangling_log" {
  cidr_block = "10.7.0.0/16"
}

resource "aws_flow_log" "dangling" {
  vpc_id          = aws_vpc.removed_long_ago.id
  traffic_type    = "ALL"
  log_destination = "arn:aws:s3:::example-flow-logs"
}
