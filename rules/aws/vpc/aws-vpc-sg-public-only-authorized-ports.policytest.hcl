policytest {
  targets = ["aws-vpc-sg-public-only-authorized-ports.policy.hcl"]
}

# Inline rules.

resource "aws_security_group" "authorized" {
  attrs = {
    name = "g"
    ingress = [
      { protocol = "tcp", from_port = 80, to_port = 80, cidr_blocks = ["0.0.0.0/0"] },
      { protocol = "tcp", from_port = 443, to_port = 443, cidr_blocks = ["0.0.0.0/0"], ipv6_cidr_blocks = ["::/0"] },
      { protocol = "udp", from_port = 443, to_port = 443, cidr_blocks = ["0.0.0.0/0"] },
    ]
  }
}

resource "aws_security_group" "protocol_number" {
  attrs = {
    name = "g"
    ingress = [
      { protocol = "6", from_port = 443, to_port = 443, cidr_blocks = ["0.0.0.0/0"] },
    ]
  }
}

resource "aws_security_group" "icmp" {
  attrs = {
    name = "g"
    ingress = [
      { protocol = "icmp", from_port = -1, to_port = -1, cidr_blocks = ["0.0.0.0/0"] },
      { protocol = "icmpv6", from_port = -1, to_port = -1, ipv6_cidr_blocks = ["::/0"] },
      { protocol = "58", from_port = -1, to_port = -1, ipv6_cidr_blocks = ["::/0"] },
      { protocol = "1", from_port = 8, to_port = 0, cidr_blocks = ["0.0.0.0/0"] },
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

resource "aws_security_group" "any_port_for_known_networks" {
  attrs = {
    name = "g"
    ingress = [
      { protocol = "tcp", from_port = 0, to_port = 65535, cidr_blocks = ["10.0.0.0/8", "192.0.2.7/32"] },
      { protocol = "-1", from_port = 0, to_port = 0, self = true },
      { protocol = "tcp", from_port = 22, to_port = 22, security_groups = ["sg-2"] },
      { protocol = "tcp", from_port = 22, to_port = 22, prefix_list_ids = ["pl-1"] },
    ]
  }
}

resource "aws_security_group" "quarter_of_the_internet" {
  attrs = {
    name = "g"
    ingress = [
      { protocol = "tcp", from_port = 22, to_port = 22, cidr_blocks = ["0.0.0.0/2"] },
    ]
  }
}

resource "aws_security_group" "listed_by_input" {

  inputs {
    aws-vpc-sg-public-only-authorized-ports-allowed = ["tcp/443", "tcp/8443"]
  }

  attrs = {
    name = "g"
    ingress = [
      { protocol = "tcp", from_port = 8443, to_port = 8443, cidr_blocks = ["0.0.0.0/0"] },
    ]
  }
}

resource "aws_security_group" "taken_off_by_input" {
  expect_failure = true

  inputs {
    aws-vpc-sg-public-only-authorized-ports-allowed = ["tcp/443", "tcp/8443"]
  }

  attrs = {
    name = "g"
    ingress = [
      { protocol = "tcp", from_port = 80, to_port = 80, cidr_blocks = ["0.0.0.0/0"] },
    ]
  }
}

resource "aws_security_group" "nothing_listed" {
  expect_failure = true

  inputs {
    aws-vpc-sg-public-only-authorized-ports-allowed = []
  }

  attrs = {
    name = "g"
    ingress = [
      { protocol = "tcp", from_port = 443, to_port = 443, cidr_blocks = ["0.0.0.0/0"] },
    ]
  }
}

resource "aws_security_group" "other_port" {
  expect_failure = true
  attrs = {
    name = "g"
    ingress = [
      { protocol = "tcp", from_port = 8443, to_port = 8443, cidr_blocks = ["0.0.0.0/0"] },
    ]
  }
}

resource "aws_security_group" "port_below" {
  expect_failure = true
  attrs = {
    name = "g"
    ingress = [
      { protocol = "tcp", from_port = 79, to_port = 79, cidr_blocks = ["0.0.0.0/0"] },
    ]
  }
}

resource "aws_security_group" "port_above" {
  expect_failure = true
  attrs = {
    name = "g"
    ingress = [
      { protocol = "tcp", from_port = 444, to_port = 444, cidr_blocks = ["0.0.0.0/0"] },
    ]
  }
}

resource "aws_security_group" "range_that_holds_authorized_ports" {
  expect_failure = true
  attrs = {
    name = "g"
    ingress = [
      { protocol = "tcp", from_port = 80, to_port = 443, cidr_blocks = ["0.0.0.0/0"] },
    ]
  }
}

resource "aws_security_group" "range_of_two" {
  expect_failure = true
  attrs = {
    name = "g"
    ingress = [
      { protocol = "tcp", from_port = 443, to_port = 444, cidr_blocks = ["0.0.0.0/0"] },
    ]
  }
}

resource "aws_security_group" "http_by_udp" {
  expect_failure = true
  attrs = {
    name = "g"
    ingress = [
      { protocol = "udp", from_port = 80, to_port = 80, cidr_blocks = ["0.0.0.0/0"] },
    ]
  }
}

resource "aws_security_group" "port_zero" {
  expect_failure = true
  attrs = {
    name = "g"
    ingress = [
      { protocol = "tcp", from_port = 0, to_port = 0, cidr_blocks = ["0.0.0.0/0"] },
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

resource "aws_security_group" "other_ip_protocol" {
  expect_failure = true
  attrs = {
    name = "g"
    ingress = [
      { protocol = "50", from_port = 0, to_port = 0, cidr_blocks = ["0.0.0.0/0"] },
    ]
  }
}

resource "aws_security_group" "ipv6" {
  expect_failure = true
  attrs = {
    name = "g"
    ingress = [
      { protocol = "tcp", from_port = 22, to_port = 22, ipv6_cidr_blocks = ["::/0"] },
    ]
  }
}

resource "aws_security_group" "two_halves" {
  expect_failure = true
  attrs = {
    name = "g"
    ingress = [
      { protocol = "tcp", from_port = 22, to_port = 22, cidr_blocks = ["0.0.0.0/1", "128.0.0.0/1"] },
    ]
  }
}

resource "aws_security_group" "second_rule" {
  expect_failure = true
  attrs = {
    name = "g"
    ingress = [
      { protocol = "tcp", from_port = 443, to_port = 443, cidr_blocks = ["0.0.0.0/0"] },
      { protocol = "tcp", from_port = 22, to_port = 22, cidr_blocks = ["0.0.0.0/0"] },
    ]
  }
}

# The default group of a VPC.

resource "aws_default_security_group" "closed" {
  attrs = {
    vpc_id = "vpc-1"
  }
}

resource "aws_default_security_group" "open" {
  expect_failure = true
  attrs = {
    vpc_id = "vpc-1"
    ingress = [
      { protocol = "tcp", from_port = 8080, to_port = 8080, cidr_blocks = ["0.0.0.0/0"] },
    ]
  }
}

# Rules of their own.

resource "aws_security_group_rule" "authorized" {
  attrs = {
    type              = "ingress"
    security_group_id = "sg-1"
    protocol          = "tcp"
    from_port         = 443
    to_port           = 443
    cidr_blocks       = ["0.0.0.0/0"]
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

resource "aws_security_group_rule" "group_as_source" {
  attrs = {
    type                     = "ingress"
    security_group_id        = "sg-1"
    protocol                 = "-1"
    from_port                = 0
    to_port                  = 0
    source_security_group_id = "sg-2"
  }
}

resource "aws_security_group_rule" "other_port" {
  expect_failure = true
  attrs = {
    type              = "ingress"
    security_group_id = "sg-1"
    protocol          = "tcp"
    from_port         = 8443
    to_port           = 8443
    cidr_blocks       = ["0.0.0.0/0"]
  }
}

resource "aws_security_group_rule" "range" {
  expect_failure = true
  attrs = {
    type              = "ingress"
    security_group_id = "sg-1"
    protocol          = "tcp"
    from_port         = 80
    to_port           = 443
    ipv6_cidr_blocks  = ["::/0"]
  }
}

resource "aws_vpc_security_group_ingress_rule" "authorized" {
  attrs = {
    security_group_id = "sg-1"
    ip_protocol       = "udp"
    from_port         = 443
    to_port           = 443
    cidr_ipv6         = "::/0"
  }
}

resource "aws_vpc_security_group_ingress_rule" "known_network" {
  attrs = {
    security_group_id = "sg-1"
    ip_protocol       = "tcp"
    from_port         = 22
    to_port           = 22
    cidr_ipv4         = "203.0.113.0/24"
  }
}

resource "aws_vpc_security_group_ingress_rule" "null_sources" {
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

resource "aws_vpc_security_group_ingress_rule" "other_port" {
  expect_failure = true
  attrs = {
    security_group_id = "sg-1"
    ip_protocol       = "tcp"
    from_port         = 22
    to_port           = 22
    cidr_ipv4         = "0.0.0.0/0"
  }
}

resource "aws_vpc_security_group_ingress_rule" "all_protocols" {
  expect_failure = true
  attrs = {
    security_group_id = "sg-1"
    ip_protocol       = "-1"
    cidr_ipv6         = "::/0"
  }
}
