policytest {
  targets = ["aws-vpc-sg-no-public-all-ports.policy.hcl"]
}

# Inline rules.

resource "aws_security_group" "one_port" {
  attrs = {
    name = "g"
    ingress = [
      { protocol = "tcp", from_port = 443, to_port = 443, cidr_blocks = ["0.0.0.0/0"] },
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
  }
}

resource "aws_security_group" "everything_for_known_networks" {
  attrs = {
    name = "g"
    ingress = [
      { protocol = "-1", from_port = 0, to_port = 0, cidr_blocks = ["10.0.0.0/8", "192.0.2.7/32"] },
    ]
  }
}

resource "aws_security_group" "everything_for_groups" {
  attrs = {
    name = "g"
    ingress = [
      { protocol = "-1", from_port = 0, to_port = 0, self = true },
      { protocol = "-1", from_port = 0, to_port = 0, security_groups = ["sg-2"] },
      { protocol = "-1", from_port = 0, to_port = 0, prefix_list_ids = ["pl-1"] },
    ]
  }
}

resource "aws_security_group" "null_ranges" {
  attrs = {
    name = "g"
    ingress = [
      { protocol = "-1", from_port = 0, to_port = 0, cidr_blocks = null, ipv6_cidr_blocks = null, security_groups = ["sg-2"] },
    ]
  }
}

resource "aws_security_group" "quarter_of_the_internet" {
  attrs = {
    name = "g"
    ingress = [
      { protocol = "-1", from_port = 0, to_port = 0, cidr_blocks = ["0.0.0.0/2"], ipv6_cidr_blocks = ["2000::/4"] },
    ]
  }
}

resource "aws_security_group" "all_but_the_lowest_ports" {
  attrs = {
    name = "g"
    ingress = [
      { protocol = "tcp", from_port = 2, to_port = 65535, cidr_blocks = ["0.0.0.0/0"] },
    ]
  }
}

resource "aws_security_group" "all_but_the_highest_port" {
  attrs = {
    name = "g"
    ingress = [
      { protocol = "tcp", from_port = 0, to_port = 65534, cidr_blocks = ["0.0.0.0/0"] },
    ]
  }
}

resource "aws_security_group" "port_zero" {
  attrs = {
    name = "g"
    ingress = [
      { protocol = "tcp", from_port = 0, to_port = 0, cidr_blocks = ["0.0.0.0/0"] },
    ]
  }
}

resource "aws_security_group" "all_icmp" {
  attrs = {
    name = "g"
    ingress = [
      { protocol = "icmp", from_port = -1, to_port = -1, cidr_blocks = ["0.0.0.0/0"] },
      { protocol = "icmpv6", from_port = -1, to_port = -1, ipv6_cidr_blocks = ["::/0"] },
    ]
  }
}

resource "aws_security_group" "other_direction" {
  attrs = {
    name = "g"
    egress = [
      { protocol = "-1", from_port = 0, to_port = 0, cidr_blocks = ["0.0.0.0/0"] },
    ]
  }
}

resource "aws_security_group" "all_protocols" {
  expect_failure = true
  attrs = {
    name = "g"
    ingress = [
      { protocol = "-1", from_port = 0, to_port = 0, cidr_blocks = ["0.0.0.0/0"] },
    ]
  }
}

resource "aws_security_group" "all_protocols_by_name" {
  expect_failure = true
  attrs = {
    name = "g"
    ingress = [
      { protocol = "all", from_port = 0, to_port = 0, cidr_blocks = ["0.0.0.0/0"] },
    ]
  }
}

resource "aws_security_group" "all_tcp_from_zero" {
  expect_failure = true
  attrs = {
    name = "g"
    ingress = [
      { protocol = "tcp", from_port = 0, to_port = 65535, cidr_blocks = ["0.0.0.0/0"] },
    ]
  }
}

resource "aws_security_group" "all_tcp_from_one" {
  expect_failure = true
  attrs = {
    name = "g"
    ingress = [
      { protocol = "tcp", from_port = 1, to_port = 65535, cidr_blocks = ["0.0.0.0/0"] },
    ]
  }
}

resource "aws_security_group" "all_udp" {
  expect_failure = true
  attrs = {
    name = "g"
    ingress = [
      { protocol = "udp", from_port = 0, to_port = 65535, cidr_blocks = ["0.0.0.0/0"] },
    ]
  }
}

resource "aws_security_group" "all_udp_by_number" {
  expect_failure = true
  attrs = {
    name = "g"
    ingress = [
      { protocol = "17", from_port = 1, to_port = 65535, cidr_blocks = ["0.0.0.0/0"] },
    ]
  }
}

resource "aws_security_group" "ipv6" {
  expect_failure = true
  attrs = {
    name = "g"
    ingress = [
      { protocol = "-1", from_port = 0, to_port = 0, ipv6_cidr_blocks = ["::/0"] },
    ]
  }
}

resource "aws_security_group" "ipv6_global_unicast" {
  expect_failure = true
  attrs = {
    name = "g"
    ingress = [
      { protocol = "-1", from_port = 0, to_port = 0, ipv6_cidr_blocks = ["2000::/3"] },
    ]
  }
}

resource "aws_security_group" "two_halves" {
  expect_failure = true
  attrs = {
    name = "g"
    ingress = [
      { protocol = "-1", from_port = 0, to_port = 0, cidr_blocks = ["0.0.0.0/1", "128.0.0.0/1"] },
    ]
  }
}

resource "aws_security_group" "second_rule" {
  expect_failure = true
  attrs = {
    name = "g"
    ingress = [
      { protocol = "tcp", from_port = 443, to_port = 443, cidr_blocks = ["0.0.0.0/0"] },
      { protocol = "-1", from_port = 0, to_port = 0, cidr_blocks = ["0.0.0.0/0"] },
    ]
  }
}

# The default group of a VPC.

resource "aws_default_security_group" "closed" {
  attrs = {
    vpc_id = "vpc-1"
  }
}

resource "aws_default_security_group" "members_only" {
  attrs = {
    vpc_id = "vpc-1"
    ingress = [
      { protocol = "-1", from_port = 0, to_port = 0, self = true },
    ]
  }
}

resource "aws_default_security_group" "open" {
  expect_failure = true
  attrs = {
    vpc_id = "vpc-1"
    ingress = [
      { protocol = "-1", from_port = 0, to_port = 0, cidr_blocks = ["0.0.0.0/0"] },
    ]
  }
}

# Rules of their own.

resource "aws_security_group_rule" "one_port" {
  attrs = {
    type              = "ingress"
    security_group_id = "sg-1"
    protocol          = "tcp"
    from_port         = 443
    to_port           = 443
    cidr_blocks       = ["0.0.0.0/0"]
  }
}

resource "aws_security_group_rule" "members_only" {
  attrs = {
    type              = "ingress"
    security_group_id = "sg-1"
    protocol          = "-1"
    from_port         = 0
    to_port           = 0
    self              = true
  }
}

resource "aws_security_group_rule" "other_direction" {
  attrs = {
    type              = "egress"
    security_group_id = "sg-1"
    protocol          = "-1"
    from_port         = 0
    to_port           = 0
    cidr_blocks       = ["0.0.0.0/0"]
  }
}

resource "aws_security_group_rule" "all_protocols" {
  expect_failure = true
  attrs = {
    type              = "ingress"
    security_group_id = "sg-1"
    protocol          = "-1"
    from_port         = 0
    to_port           = 0
    cidr_blocks       = ["0.0.0.0/0"]
  }
}

resource "aws_security_group_rule" "all_tcp" {
  expect_failure = true
  attrs = {
    type              = "ingress"
    security_group_id = "sg-1"
    protocol          = "tcp"
    from_port         = 0
    to_port           = 65535
    ipv6_cidr_blocks  = ["::/0"]
  }
}

resource "aws_vpc_security_group_ingress_rule" "one_port" {
  attrs = {
    security_group_id = "sg-1"
    ip_protocol       = "tcp"
    from_port         = 443
    to_port           = 443
    cidr_ipv4         = "0.0.0.0/0"
  }
}

resource "aws_vpc_security_group_ingress_rule" "group" {
  attrs = {
    security_group_id            = "sg-1"
    ip_protocol                  = "-1"
    referenced_security_group_id = "sg-2"
  }
}

resource "aws_vpc_security_group_ingress_rule" "null_ranges" {
  attrs = {
    security_group_id            = "sg-1"
    ip_protocol                  = "-1"
    from_port                    = null
    to_port                      = null
    cidr_ipv4                    = null
    cidr_ipv6                    = null
    referenced_security_group_id = "sg-2"
  }
}

resource "aws_vpc_security_group_ingress_rule" "all_protocols" {
  expect_failure = true
  attrs = {
    security_group_id = "sg-1"
    ip_protocol       = "-1"
    cidr_ipv4         = "0.0.0.0/0"
  }
}

resource "aws_vpc_security_group_ingress_rule" "all_protocols_null_ports" {
  expect_failure = true
  attrs = {
    security_group_id = "sg-1"
    ip_protocol       = "-1"
    from_port         = null
    to_port           = null
    cidr_ipv4         = "0.0.0.0/0"
  }
}

resource "aws_vpc_security_group_ingress_rule" "all_tcp" {
  expect_failure = true
  attrs = {
    security_group_id = "sg-1"
    ip_protocol       = "tcp"
    from_port         = 1
    to_port           = 65535
    cidr_ipv4         = "0.0.0.0/0"
  }
}

resource "aws_vpc_security_group_ingress_rule" "ipv6" {
  expect_failure = true
  attrs = {
    security_group_id = "sg-1"
    ip_protocol       = "-1"
    cidr_ipv6         = "::/0"
  }
}

resource "aws_vpc_security_group_egress_rule" "not_judged" {
  attrs = {
    security_group_id = "sg-1"
    ip_protocol       = "-1"
    cidr_ipv4         = "0.0.0.0/0"
  }
}
