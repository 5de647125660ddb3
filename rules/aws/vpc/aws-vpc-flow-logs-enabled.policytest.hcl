policytest {
  targets = ["aws-vpc-flow-logs-enabled.policy.hcl"]
}

resource "aws_flow_log" "all" {
  skip  = true
  attrs = { vpc_id = "vpc-all", subnet_id = null, traffic_type = "ALL" }
}

resource "aws_flow_log" "reject" {
  skip  = true
  attrs = { vpc_id = "vpc-reject", subnet_id = null, traffic_type = "REJECT" }
}

resource "aws_flow_log" "accept" {
  skip  = true
  attrs = { vpc_id = "vpc-accept", subnet_id = null, traffic_type = "ACCEPT" }
}

resource "aws_flow_log" "untyped" {
  skip  = true
  attrs = { vpc_id = "vpc-untyped", subnet_id = null, traffic_type = null }
}

resource "aws_flow_log" "s1" {
  skip  = true
  attrs = { vpc_id = null, subnet_id = "subnet-1", traffic_type = "ALL" }
}

resource "aws_flow_log" "s2" {
  skip  = true
  attrs = { vpc_id = null, subnet_id = "subnet-2", traffic_type = "REJECT" }
}

resource "aws_flow_log" "s3" {
  skip  = true
  attrs = { vpc_id = null, subnet_id = "subnet-3", traffic_type = "ALL" }
}

resource "aws_subnet" "s1" {
  skip  = true
  attrs = { id = "subnet-1", vpc_id = "vpc-subnets" }
}

resource "aws_subnet" "s2" {
  skip  = true
  attrs = { id = "subnet-2", vpc_id = "vpc-subnets" }
}

resource "aws_subnet" "s3" {
  skip  = true
  attrs = { id = "subnet-3", vpc_id = "vpc-some" }
}

resource "aws_subnet" "s4" {
  skip  = true
  attrs = { id = "subnet-4", vpc_id = "vpc-some" }
}

resource "aws_vpc" "all" {
  attrs = { id = "vpc-all" }
}

resource "aws_vpc" "reject" {
  attrs = { id = "vpc-reject" }
}

# Denied traffic is what shows an attack.
resource "aws_vpc" "accept" {
  expect_failure = true
  attrs          = { id = "vpc-accept" }
}

resource "aws_vpc" "untyped" {
  expect_failure = true
  attrs          = { id = "vpc-untyped" }
}

# Each of its subnets is logged.
resource "aws_vpc" "subnets" {
  attrs = { id = "vpc-subnets" }
}

resource "aws_vpc" "some_subnets" {
  expect_failure = true
  attrs          = { id = "vpc-some" }
}

resource "aws_vpc" "none" {
  expect_failure = true
  attrs          = { id = "vpc-none" }
}
