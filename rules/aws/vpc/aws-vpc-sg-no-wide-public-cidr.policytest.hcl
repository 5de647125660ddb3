policytest {
  targets = ["aws-vpc-sg-no-wide-public-cidr.policy.hcl"]
}

# Inline rules.

resource "aws_security_group" "narrow" {
  attrs = {
    name = "g"
    ingress = [
      { protocol = "tcp", from_port = 443, to_port = 443, cidr_blocks = ["52.94.76.0/24", "8.8.8.8/32"] },
    ]
  }
}

resource "aws_security_group" "whole_internet_is_for_other_rules" {
  attrs = {
    name = "g"
    ingress = [
      { protocol = "tcp", from_port = 443, to_port = 443, cidr_blocks = ["0.0.0.0/0"] },
    ]
  }
}

resource "aws_security_group" "private" {
  attrs = {
    name = "g"
    ingress = [
      { protocol = "tcp", from_port = 443, to_port = 443, cidr_blocks = ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "172.31.0.0/16"] },
    ]
  }
}

resource "aws_security_group" "special_use" {
  attrs = {
    name = "g"
    ingress = [
      { protocol = "tcp", from_port = 443, to_port = 443, cidr_blocks = ["100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "192.0.2.0/24", "198.51.100.0/24", "203.0.113.0/24"] },
    ]
  }
}

resource "aws_security_group" "ipv6" {
  attrs = {
    name = "g"
    ingress = [
      { protocol = "tcp", from_port = 443, to_port = 443, ipv6_cidr_blocks = ["2600:1f00::/24"] },
    ]
  }
}

resource "aws_security_group" "no_rules" {
  attrs = {
    name    = "g"
    ingress = []
  }
}

resource "aws_security_group" "missing" {
  attrs = {
    name = "g"
  }
}

resource "aws_security_group" "null" {
  attrs = {
    name    = "g"
    ingress = null
    egress  = null
  }
}

resource "aws_security_group" "null_ranges" {
  attrs = {
    name = "g"
    ingress = [
      { protocol = "tcp", from_port = 443, to_port = 443, cidr_blocks = null },
    ]
  }
}

resource "aws_security_group" "group_and_prefix_list" {
  attrs = {
    name = "g"
    ingress = [
      { protocol = "tcp", from_port = 443, to_port = 443, security_groups = ["sg-2"], prefix_list_ids = ["pl-1"] },
    ]
  }
}

resource "aws_security_group" "prefix_23" {
  expect_failure = true
  attrs = {
    name = "g"
    ingress = [
      { protocol = "tcp", from_port = 443, to_port = 443, cidr_blocks = ["52.94.76.0/23"] },
    ]
  }
}

resource "aws_security_group" "prefix_8" {
  expect_failure = true
  attrs = {
    name = "g"
    ingress = [
      { protocol = "tcp", from_port = 443, to_port = 443, cidr_blocks = ["52.0.0.0/8"] },
    ]
  }
}

resource "aws_security_group" "prefix_1" {
  expect_failure = true
  attrs = {
    name = "g"
    ingress = [
      { protocol = "tcp", from_port = 443, to_port = 443, cidr_blocks = ["128.0.0.0/1"] },
    ]
  }
}

resource "aws_security_group" "wider_than_the_private_range" {
  expect_failure = true
  attrs = {
    name = "g"
    ingress = [
      { protocol = "tcp", from_port = 443, to_port = 443, cidr_blocks = ["172.0.0.0/8"] },
    ]
  }
}

resource "aws_security_group" "just_beside_the_private_range" {
  expect_failure = true
  attrs = {
    name = "g"
    ingress = [
      { protocol = "tcp", from_port = 443, to_port = 443, cidr_blocks = ["172.32.0.0/16"] },
    ]
  }
}

resource "aws_security_group" "among_narrow_ones" {
  expect_failure = true
  attrs = {
    name = "g"
    ingress = [
      { protocol = "tcp", from_port = 443, to_port = 443, cidr_blocks = ["10.0.0.0/8", "52.94.76.0/24", "52.94.0.0/16"] },
    ]
  }
}

resource "aws_security_group" "egress" {
  expect_failure = true
  attrs = {
    name = "g"
    egress = [
      { protocol = "tcp", from_port = 443, to_port = 443, cidr_blocks = ["52.94.0.0/16"] },
    ]
  }
}

resource "aws_security_group" "second_rule" {
  expect_failure = true
  attrs = {
    name = "g"
    ingress = [
      { protocol = "tcp", from_port = 443, to_port = 443, cidr_blocks = ["52.94.76.0/24"] },
      { protocol = "tcp", from_port = 22, to_port = 22, cidr_blocks = ["52.94.0.0/16"] },
    ]
  }
}

resource "aws_security_group" "looser_input" {

  inputs {
    aws-vpc-sg-no-wide-public-cidr-prefix = 16
  }

  attrs = {
    name = "g"
    ingress = [
      { protocol = "tcp", from_port = 443, to_port = 443, cidr_blocks = ["52.94.0.0/16"] },
    ]
  }
}

resource "aws_security_group" "stricter_input" {
  expect_failure = true

  inputs {
    aws-vpc-sg-no-wide-public-cidr-prefix = 32
  }

  attrs = {
    name = "g"
    ingress = [
      { protocol = "tcp", from_port = 443, to_port = 443, cidr_blocks = ["52.94.76.0/24"] },
    ]
  }
}

# The default group of a VPC.

resource "aws_default_security_group" "closed" {
  attrs = {
    vpc_id = "vpc-1"
  }
}

resource "aws_default_security_group" "wide" {
  expect_failure = true
  attrs = {
    vpc_id = "vpc-1"
    egress = [
      { protocol = "-1", from_port = 0, to_port = 0, cidr_blocks = ["52.94.0.0/16"] },
    ]
  }
}

# Rules of their own.

resource "aws_security_group_rule" "narrow" {
  attrs = {
    type              = "ingress"
    security_group_id = "sg-1"
    protocol          = "tcp"
    from_port         = 443
    to_port           = 443
    cidr_blocks       = ["52.94.76.0/24"]
  }
}

resource "aws_security_group_rule" "group_as_source" {
  attrs = {
    type                     = "ingress"
    security_group_id        = "sg-1"
    protocol                 = "tcp"
    from_port                = 443
    to_port                  = 443
    source_security_group_id = "sg-2"
    cidr_blocks              = null
  }
}

resource "aws_security_group_rule" "wide" {
  expect_failure = true
  attrs = {
    type              = "ingress"
    security_group_id = "sg-1"
    protocol          = "tcp"
    from_port         = 443
    to_port           = 443
    cidr_blocks       = ["52.94.0.0/16"]
  }
}

resource "aws_security_group_rule" "wide_egress" {
  expect_failure = true
  attrs = {
    type              = "egress"
    security_group_id = "sg-1"
    protocol          = "tcp"
    from_port         = 443
    to_port           = 443
    cidr_blocks       = ["52.94.0.0/16"]
  }
}

resource "aws_vpc_security_group_ingress_rule" "narrow" {
  attrs = {
    security_group_id = "sg-1"
    ip_protocol       = "tcp"
    from_port         = 443
    to_port           = 443
    cidr_ipv4         = "52.94.76.0/24"
  }
}

resource "aws_vpc_security_group_ingress_rule" "ipv6" {
  attrs = {
    security_group_id = "sg-1"
    ip_protocol       = "tcp"
    from_port         = 443
    to_port           = 443
    cidr_ipv6         = "2600:1f00::/24"
  }
}

resource "aws_vpc_security_group_ingress_rule" "null_ranges" {
  attrs = {
    security_group_id = "sg-1"
    ip_protocol       = "tcp"
    from_port         = 443
    to_port           = 443
    cidr_ipv4         = null
    cidr_ipv6         = null
    prefix_list_id    = "pl-1"
  }
}

resource "aws_vpc_security_group_ingress_rule" "wide" {
  expect_failure = true
  attrs = {
    security_group_id = "sg-1"
    ip_protocol       = "tcp"
    from_port         = 443
    to_port           = 443
    cidr_ipv4         = "52.94.0.0/16"
  }
}

resource "aws_vpc_security_group_egress_rule" "narrow" {
  attrs = {
    security_group_id = "sg-1"
    ip_protocol       = "tcp"
    from_port         = 443
    to_port           = 443
    cidr_ipv4         = "52.94.76.0/24"
  }
}

resource "aws_vpc_security_group_egress_rule" "ipv6" {
  attrs = {
    security_group_id = "sg-1"
    ip_protocol       = "tcp"
    from_port         = 443
    to_port           = 443
    cidr_ipv6         = "2600:1f00::/24"
  }
}

resource "aws_vpc_security_group_egress_rule" "null_ranges" {
  attrs = {
    security_group_id = "sg-1"
    ip_protocol       = "tcp"
    from_port         = 443
    to_port           = 443
    cidr_ipv4         = null
    cidr_ipv6         = null
    prefix_list_id    = "pl-1"
  }
}

resource "aws_vpc_security_group_egress_rule" "wide" {
  expect_failure = true
  attrs = {
    security_group_id = "sg-1"
    ip_protocol       = "tcp"
    from_port         = 443
    to_port           = 443
    cidr_ipv4         = "52.94.0.0/16"
  }
}
