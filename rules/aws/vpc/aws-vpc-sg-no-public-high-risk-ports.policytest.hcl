policytest {
  targets = ["aws-vpc-sg-no-public-high-risk-ports.policy.hcl"]
}

# Inline rules.

resource "aws_security_group" "known_networks" {
  attrs = {
    name = "g"
    ingress = [
      { protocol = "tcp", from_port = 5985, to_port = 5985, cidr_blocks = ["10.0.0.0/8", "192.0.2.7/32"] },
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

resource "aws_security_group" "null_sources" {
  attrs = {
    name = "g"
    ingress = [
      { protocol = "tcp", from_port = 5985, to_port = 5985, cidr_blocks = null, ipv6_cidr_blocks = null, prefix_list_ids = null, security_groups = ["sg-2"] },
    ]
  }
}

resource "aws_security_group" "public_https" {
  attrs = {
    name = "g"
    ingress = [
      { protocol = "tcp", from_port = 443, to_port = 443, cidr_blocks = ["0.0.0.0/0"] },
    ]
  }
}

resource "aws_security_group" "group_as_source" {
  attrs = {
    name = "g"
    ingress = [
      { protocol = "tcp", from_port = 5985, to_port = 5985, security_groups = ["sg-2"] },
      { protocol = "tcp", from_port = 5985, to_port = 5985, self = true },
    ]
  }
}

resource "aws_security_group" "prefix_list_as_source" {
  attrs = {
    name = "g"
    ingress = [
      { protocol = "tcp", from_port = 5985, to_port = 5985, prefix_list_ids = ["pl-1"] },
    ]
  }
}

resource "aws_security_group" "quarter_of_the_internet" {
  attrs = {
    name = "g"
    ingress = [
      { protocol = "tcp", from_port = 5985, to_port = 5985, cidr_blocks = ["64.0.0.0/2"], ipv6_cidr_blocks = ["2000::/4"] },
    ]
  }
}

resource "aws_security_group" "other_protocol" {
  attrs = {
    name = "g"
    ingress = [
      { protocol = "udp", from_port = 5985, to_port = 5985, cidr_blocks = ["0.0.0.0/0"] },
    ]
  }
}

resource "aws_security_group" "icmp" {
  attrs = {
    name = "g"
    ingress = [
      { protocol = "icmp", from_port = -1, to_port = -1, cidr_blocks = ["0.0.0.0/0"] },
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

resource "aws_security_group" "open_egress_only" {
  attrs = {
    name    = "g"
    ingress = []
    egress = [
      { protocol = "-1", from_port = 0, to_port = 0, cidr_blocks = ["0.0.0.0/0"] },
    ]
  }
}

resource "aws_security_group" "ipv4" {
  expect_failure = true
  attrs = {
    name = "g"
    ingress = [
      { protocol = "tcp", from_port = 5985, to_port = 5985, cidr_blocks = ["0.0.0.0/0"] },
    ]
  }
}

resource "aws_security_group" "ipv6" {
  expect_failure = true
  attrs = {
    name = "g"
    ingress = [
      { protocol = "tcp", from_port = 5985, to_port = 5985, ipv6_cidr_blocks = ["::/0"] },
    ]
  }
}

resource "aws_security_group" "ipv6_spelled_out" {
  expect_failure = true
  attrs = {
    name = "g"
    ingress = [
      { protocol = "tcp", from_port = 5985, to_port = 5985, ipv6_cidr_blocks = ["0:0:0:0:0:0:0:0/0"] },
    ]
  }
}

resource "aws_security_group" "ipv6_global_unicast" {
  expect_failure = true
  attrs = {
    name = "g"
    ingress = [
      { protocol = "tcp", from_port = 5985, to_port = 5985, ipv6_cidr_blocks = ["2000::/3"] },
    ]
  }
}

resource "aws_security_group" "half_of_the_internet" {
  expect_failure = true
  attrs = {
    name = "g"
    ingress = [
      { protocol = "tcp", from_port = 5985, to_port = 5985, cidr_blocks = ["128.0.0.0/1"] },
    ]
  }
}

resource "aws_security_group" "two_halves" {
  expect_failure = true
  attrs = {
    name = "g"
    ingress = [
      { protocol = "tcp", from_port = 5985, to_port = 5985, cidr_blocks = ["0.0.0.0/1", "128.0.0.0/1"] },
    ]
  }
}

resource "aws_security_group" "among_known_networks" {
  expect_failure = true
  attrs = {
    name = "g"
    ingress = [
      { protocol = "tcp", from_port = 5985, to_port = 5985, cidr_blocks = ["10.0.0.0/8", "0.0.0.0/0"], security_groups = ["sg-2"] },
    ]
  }
}

resource "aws_security_group" "second_rule" {
  expect_failure = true
  attrs = {
    name = "g"
    ingress = [
      { protocol = "tcp", from_port = 443, to_port = 443, cidr_blocks = ["0.0.0.0/0"] },
      { protocol = "tcp", from_port = 5985, to_port = 5985, cidr_blocks = ["0.0.0.0/0"] },
    ]
  }
}

resource "aws_security_group" "range_around" {
  expect_failure = true
  attrs = {
    name = "g"
    ingress = [
      { protocol = "tcp", from_port = 5984, to_port = 5986, cidr_blocks = ["0.0.0.0/0"] },
    ]
  }
}

resource "aws_security_group" "range_ends_there" {
  expect_failure = true
  attrs = {
    name = "g"
    ingress = [
      { protocol = "tcp", from_port = 5984, to_port = 5985, cidr_blocks = ["0.0.0.0/0"] },
    ]
  }
}

resource "aws_security_group" "range_starts_there" {
  expect_failure = true
  attrs = {
    name = "g"
    ingress = [
      { protocol = "tcp", from_port = 5985, to_port = 5986, cidr_blocks = ["0.0.0.0/0"] },
    ]
  }
}

resource "aws_security_group" "all_ports" {
  expect_failure = true
  attrs = {
    name = "g"
    ingress = [
      { protocol = "tcp", from_port = 0, to_port = 65535, cidr_blocks = ["0.0.0.0/0"] },
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
      { protocol = "all", from_port = 0, to_port = 0, ipv6_cidr_blocks = ["::/0"] },
    ]
  }
}

resource "aws_security_group" "protocol_number" {
  expect_failure = true
  attrs = {
    name = "g"
    ingress = [
      { protocol = "6", from_port = 5985, to_port = 5985, cidr_blocks = ["0.0.0.0/0"] },
    ]
  }
}

resource "aws_security_group" "protocol_in_capitals" {
  expect_failure = true
  attrs = {
    name = "g"
    ingress = [
      { protocol = "TCP", from_port = 5985, to_port = 5985, cidr_blocks = ["0.0.0.0/0"] },
    ]
  }
}

resource "aws_security_group" "tcp_23" {
  expect_failure = true
  attrs = {
    name = "g"
    ingress = [
      { protocol = "tcp", from_port = 23, to_port = 23, cidr_blocks = ["0.0.0.0/0"] },
    ]
  }
}

resource "aws_security_group" "tcp_25" {
  expect_failure = true
  attrs = {
    name = "g"
    ingress = [
      { protocol = "tcp", from_port = 25, to_port = 25, cidr_blocks = ["0.0.0.0/0"] },
    ]
  }
}

resource "aws_security_group" "tcp_110" {
  expect_failure = true
  attrs = {
    name = "g"
    ingress = [
      { protocol = "tcp", from_port = 110, to_port = 110, cidr_blocks = ["0.0.0.0/0"] },
    ]
  }
}

resource "aws_security_group" "tcp_111" {
  expect_failure = true
  attrs = {
    name = "g"
    ingress = [
      { protocol = "tcp", from_port = 111, to_port = 111, cidr_blocks = ["0.0.0.0/0"] },
    ]
  }
}

resource "aws_security_group" "tcp_135" {
  expect_failure = true
  attrs = {
    name = "g"
    ingress = [
      { protocol = "tcp", from_port = 135, to_port = 135, cidr_blocks = ["0.0.0.0/0"] },
    ]
  }
}

resource "aws_security_group" "tcp_143" {
  expect_failure = true
  attrs = {
    name = "g"
    ingress = [
      { protocol = "tcp", from_port = 143, to_port = 143, cidr_blocks = ["0.0.0.0/0"] },
    ]
  }
}

resource "aws_security_group" "tcp_873" {
  expect_failure = true
  attrs = {
    name = "g"
    ingress = [
      { protocol = "tcp", from_port = 873, to_port = 873, cidr_blocks = ["0.0.0.0/0"] },
    ]
  }
}

resource "aws_security_group" "tcp_1099" {
  expect_failure = true
  attrs = {
    name = "g"
    ingress = [
      { protocol = "tcp", from_port = 1099, to_port = 1099, cidr_blocks = ["0.0.0.0/0"] },
    ]
  }
}

resource "aws_security_group" "tcp_2049" {
  expect_failure = true
  attrs = {
    name = "g"
    ingress = [
      { protocol = "tcp", from_port = 2049, to_port = 2049, cidr_blocks = ["0.0.0.0/0"] },
    ]
  }
}

resource "aws_security_group" "tcp_2375" {
  expect_failure = true
  attrs = {
    name = "g"
    ingress = [
      { protocol = "tcp", from_port = 2375, to_port = 2375, cidr_blocks = ["0.0.0.0/0"] },
    ]
  }
}

resource "aws_security_group" "tcp_2376" {
  expect_failure = true
  attrs = {
    name = "g"
    ingress = [
      { protocol = "tcp", from_port = 2376, to_port = 2376, cidr_blocks = ["0.0.0.0/0"] },
    ]
  }
}

resource "aws_security_group" "tcp_2379" {
  expect_failure = true
  attrs = {
    name = "g"
    ingress = [
      { protocol = "tcp", from_port = 2379, to_port = 2379, cidr_blocks = ["0.0.0.0/0"] },
    ]
  }
}

resource "aws_security_group" "tcp_2380" {
  expect_failure = true
  attrs = {
    name = "g"
    ingress = [
      { protocol = "tcp", from_port = 2380, to_port = 2380, cidr_blocks = ["0.0.0.0/0"] },
    ]
  }
}

resource "aws_security_group" "tcp_3000" {
  expect_failure = true
  attrs = {
    name = "g"
    ingress = [
      { protocol = "tcp", from_port = 3000, to_port = 3000, cidr_blocks = ["0.0.0.0/0"] },
    ]
  }
}

resource "aws_security_group" "tcp_4333" {
  expect_failure = true
  attrs = {
    name = "g"
    ingress = [
      { protocol = "tcp", from_port = 4333, to_port = 4333, cidr_blocks = ["0.0.0.0/0"] },
    ]
  }
}

resource "aws_security_group" "tcp_5000" {
  expect_failure = true
  attrs = {
    name = "g"
    ingress = [
      { protocol = "tcp", from_port = 5000, to_port = 5000, cidr_blocks = ["0.0.0.0/0"] },
    ]
  }
}

resource "aws_security_group" "tcp_5500" {
  expect_failure = true
  attrs = {
    name = "g"
    ingress = [
      { protocol = "tcp", from_port = 5500, to_port = 5500, cidr_blocks = ["0.0.0.0/0"] },
    ]
  }
}

resource "aws_security_group" "tcp_5900" {
  expect_failure = true
  attrs = {
    name = "g"
    ingress = [
      { protocol = "tcp", from_port = 5900, to_port = 5900, cidr_blocks = ["0.0.0.0/0"] },
    ]
  }
}

resource "aws_security_group" "tcp_5986" {
  expect_failure = true
  attrs = {
    name = "g"
    ingress = [
      { protocol = "tcp", from_port = 5986, to_port = 5986, cidr_blocks = ["0.0.0.0/0"] },
    ]
  }
}

resource "aws_security_group" "tcp_6443" {
  expect_failure = true
  attrs = {
    name = "g"
    ingress = [
      { protocol = "tcp", from_port = 6443, to_port = 6443, cidr_blocks = ["0.0.0.0/0"] },
    ]
  }
}

resource "aws_security_group" "tcp_8080" {
  expect_failure = true
  attrs = {
    name = "g"
    ingress = [
      { protocol = "tcp", from_port = 8080, to_port = 8080, cidr_blocks = ["0.0.0.0/0"] },
    ]
  }
}

resource "aws_security_group" "tcp_8088" {
  expect_failure = true
  attrs = {
    name = "g"
    ingress = [
      { protocol = "tcp", from_port = 8088, to_port = 8088, cidr_blocks = ["0.0.0.0/0"] },
    ]
  }
}

resource "aws_security_group" "tcp_10250" {
  expect_failure = true
  attrs = {
    name = "g"
    ingress = [
      { protocol = "tcp", from_port = 10250, to_port = 10250, cidr_blocks = ["0.0.0.0/0"] },
    ]
  }
}

resource "aws_security_group" "udp_111" {
  expect_failure = true
  attrs = {
    name = "g"
    ingress = [
      { protocol = "udp", from_port = 111, to_port = 111, cidr_blocks = ["0.0.0.0/0"] },
    ]
  }
}

resource "aws_security_group" "udp_123" {
  expect_failure = true
  attrs = {
    name = "g"
    ingress = [
      { protocol = "udp", from_port = 123, to_port = 123, cidr_blocks = ["0.0.0.0/0"] },
    ]
  }
}

resource "aws_security_group" "udp_161" {
  expect_failure = true
  attrs = {
    name = "g"
    ingress = [
      { protocol = "udp", from_port = 161, to_port = 161, cidr_blocks = ["0.0.0.0/0"] },
    ]
  }
}

resource "aws_security_group" "udp_1900" {
  expect_failure = true
  attrs = {
    name = "g"
    ingress = [
      { protocol = "udp", from_port = 1900, to_port = 1900, cidr_blocks = ["0.0.0.0/0"] },
    ]
  }
}

resource "aws_security_group" "range_ends_below" {
  attrs = {
    name = "g"
    ingress = [
      { protocol = "tcp", from_port = 5983, to_port = 5984, cidr_blocks = ["0.0.0.0/0"] },
    ]
  }
}

resource "aws_security_group" "range_starts_above" {
  attrs = {
    name = "g"
    ingress = [
      { protocol = "tcp", from_port = 5987, to_port = 5988, cidr_blocks = ["0.0.0.0/0"] },
    ]
  }
}

resource "aws_security_group" "service_taken_off_by_input" {

  inputs {
    aws-vpc-sg-no-public-high-risk-ports-services = {
      "tcp/23" = "Telnet"
    }
  }

  attrs = {
    name = "g"
    ingress = [
      { protocol = "tcp", from_port = 5985, to_port = 5985, cidr_blocks = ["0.0.0.0/0"] },
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
      { protocol = "tcp", from_port = 5985, to_port = 5985, cidr_blocks = ["0.0.0.0/0"] },
    ]
  }
}

# Rules of their own.

resource "aws_security_group_rule" "known_networks" {
  attrs = {
    type              = "ingress"
    security_group_id = "sg-1"
    protocol          = "tcp"
    from_port         = 5985
    to_port           = 5985
    cidr_blocks       = ["10.0.0.0/8", "192.0.2.7/32"]
  }
}

resource "aws_security_group_rule" "group_as_source" {
  attrs = {
    type                     = "ingress"
    security_group_id        = "sg-1"
    protocol                 = "tcp"
    from_port                = 5985
    to_port                  = 5985
    source_security_group_id = "sg-2"
  }
}

resource "aws_security_group_rule" "self" {
  attrs = {
    type              = "ingress"
    security_group_id = "sg-1"
    protocol          = "-1"
    from_port         = 0
    to_port           = 0
    self              = true
    cidr_blocks       = null
  }
}

resource "aws_security_group_rule" "egress" {
  attrs = {
    type              = "egress"
    security_group_id = "sg-1"
    protocol          = "-1"
    from_port         = 0
    to_port           = 0
    cidr_blocks       = ["0.0.0.0/0"]
  }
}

resource "aws_security_group_rule" "ipv4" {
  expect_failure = true
  attrs = {
    type              = "ingress"
    security_group_id = "sg-1"
    protocol          = "tcp"
    from_port         = 5985
    to_port           = 5985
    cidr_blocks       = ["0.0.0.0/0"]
  }
}

resource "aws_security_group_rule" "ipv6" {
  expect_failure = true
  attrs = {
    type              = "ingress"
    security_group_id = "sg-1"
    protocol          = "tcp"
    from_port         = 5985
    to_port           = 5985
    cidr_blocks       = []
    ipv6_cidr_blocks  = ["::/0"]
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

resource "aws_vpc_security_group_ingress_rule" "known_network" {
  attrs = {
    security_group_id = "sg-1"
    ip_protocol       = "tcp"
    from_port         = 5985
    to_port           = 5985
    cidr_ipv4         = "10.0.0.0/8"
  }
}

resource "aws_vpc_security_group_ingress_rule" "group_as_source" {
  attrs = {
    security_group_id            = "sg-1"
    ip_protocol                  = "tcp"
    from_port                    = 5985
    to_port                      = 5985
    referenced_security_group_id = "sg-2"
  }
}

resource "aws_vpc_security_group_ingress_rule" "prefix_list_as_source" {
  attrs = {
    security_group_id = "sg-1"
    ip_protocol       = "-1"
    prefix_list_id    = "pl-1"
    cidr_ipv4         = null
    cidr_ipv6         = null
  }
}

resource "aws_vpc_security_group_ingress_rule" "public_https" {
  attrs = {
    security_group_id = "sg-1"
    ip_protocol       = "tcp"
    from_port         = 443
    to_port           = 443
    cidr_ipv4         = "0.0.0.0/0"
  }
}

resource "aws_vpc_security_group_ingress_rule" "ipv4" {
  expect_failure = true
  attrs = {
    security_group_id = "sg-1"
    ip_protocol       = "tcp"
    from_port         = 5985
    to_port           = 5985
    cidr_ipv4         = "0.0.0.0/0"
  }
}

resource "aws_vpc_security_group_ingress_rule" "ipv6" {
  expect_failure = true
  attrs = {
    security_group_id = "sg-1"
    ip_protocol       = "tcp"
    from_port         = 5985
    to_port           = 5985
    cidr_ipv6         = "::/0"
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
