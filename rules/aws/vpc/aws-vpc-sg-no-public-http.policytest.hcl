policytest {
  targets = ["aws-vpc-sg-no-public-http.policy.hcl"]
}

# Inline rules.

resource "aws_security_group" "known_networks" {
  attrs = {
    id   = "sg-0"
    name = "g"
    ingress = [
      { protocol = "tcp", from_port = 80, to_port = 80, cidr_blocks = ["10.0.0.0/8", "192.0.2.7/32"] },
    ]
  }
}

resource "aws_security_group" "no_rules" {
  attrs = {
    id      = "sg-0"
    name    = "g"
    ingress = []
  }
}

resource "aws_security_group" "missing" {
  attrs = {
    id   = "sg-0"
    name = "g"
  }
}

resource "aws_security_group" "null" {
  attrs = {
    id      = "sg-0"
    name    = "g"
    ingress = null
  }
}

resource "aws_security_group" "null_sources" {
  attrs = {
    id   = "sg-0"
    name = "g"
    ingress = [
      { protocol = "tcp", from_port = 80, to_port = 80, cidr_blocks = null, ipv6_cidr_blocks = null, prefix_list_ids = null, security_groups = ["sg-2"] },
    ]
  }
}

resource "aws_security_group" "public_https" {
  attrs = {
    id   = "sg-0"
    name = "g"
    ingress = [
      { protocol = "tcp", from_port = 443, to_port = 443, cidr_blocks = ["0.0.0.0/0"] },
    ]
  }
}

resource "aws_security_group" "group_as_source" {
  attrs = {
    id   = "sg-0"
    name = "g"
    ingress = [
      { protocol = "tcp", from_port = 80, to_port = 80, security_groups = ["sg-2"] },
      { protocol = "tcp", from_port = 80, to_port = 80, self = true },
    ]
  }
}

resource "aws_security_group" "prefix_list_as_source" {
  attrs = {
    id   = "sg-0"
    name = "g"
    ingress = [
      { protocol = "tcp", from_port = 80, to_port = 80, prefix_list_ids = ["pl-1"] },
    ]
  }
}

resource "aws_security_group" "quarter_of_the_internet" {
  attrs = {
    id   = "sg-0"
    name = "g"
    ingress = [
      { protocol = "tcp", from_port = 80, to_port = 80, cidr_blocks = ["64.0.0.0/2"], ipv6_cidr_blocks = ["2000::/4"] },
    ]
  }
}

resource "aws_security_group" "other_protocol" {
  attrs = {
    id   = "sg-0"
    name = "g"
    ingress = [
      { protocol = "udp", from_port = 80, to_port = 80, cidr_blocks = ["0.0.0.0/0"] },
    ]
  }
}

resource "aws_security_group" "icmp" {
  attrs = {
    id   = "sg-0"
    name = "g"
    ingress = [
      { protocol = "icmp", from_port = -1, to_port = -1, cidr_blocks = ["0.0.0.0/0"] },
    ]
  }
}

resource "aws_security_group" "port_zero" {
  attrs = {
    id   = "sg-0"
    name = "g"
    ingress = [
      { protocol = "tcp", from_port = 0, to_port = 0, cidr_blocks = ["0.0.0.0/0"] },
    ]
  }
}

resource "aws_security_group" "open_egress_only" {
  attrs = {
    id      = "sg-0"
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
    id   = "sg-0"
    name = "g"
    ingress = [
      { protocol = "tcp", from_port = 80, to_port = 80, cidr_blocks = ["0.0.0.0/0"] },
    ]
  }
}

resource "aws_security_group" "ipv6" {
  expect_failure = true
  attrs = {
    id   = "sg-0"
    name = "g"
    ingress = [
      { protocol = "tcp", from_port = 80, to_port = 80, ipv6_cidr_blocks = ["::/0"] },
    ]
  }
}

resource "aws_security_group" "ipv6_spelled_out" {
  expect_failure = true
  attrs = {
    id   = "sg-0"
    name = "g"
    ingress = [
      { protocol = "tcp", from_port = 80, to_port = 80, ipv6_cidr_blocks = ["0:0:0:0:0:0:0:0/0"] },
    ]
  }
}

resource "aws_security_group" "ipv6_global_unicast" {
  expect_failure = true
  attrs = {
    id   = "sg-0"
    name = "g"
    ingress = [
      { protocol = "tcp", from_port = 80, to_port = 80, ipv6_cidr_blocks = ["2000::/3"] },
    ]
  }
}

resource "aws_security_group" "half_of_the_internet" {
  expect_failure = true
  attrs = {
    id   = "sg-0"
    name = "g"
    ingress = [
      { protocol = "tcp", from_port = 80, to_port = 80, cidr_blocks = ["128.0.0.0/1"] },
    ]
  }
}

resource "aws_security_group" "two_halves" {
  expect_failure = true
  attrs = {
    id   = "sg-0"
    name = "g"
    ingress = [
      { protocol = "tcp", from_port = 80, to_port = 80, cidr_blocks = ["0.0.0.0/1", "128.0.0.0/1"] },
    ]
  }
}

resource "aws_security_group" "among_known_networks" {
  expect_failure = true
  attrs = {
    id   = "sg-0"
    name = "g"
    ingress = [
      { protocol = "tcp", from_port = 80, to_port = 80, cidr_blocks = ["10.0.0.0/8", "0.0.0.0/0"], security_groups = ["sg-2"] },
    ]
  }
}

resource "aws_security_group" "second_rule" {
  expect_failure = true
  attrs = {
    id   = "sg-0"
    name = "g"
    ingress = [
      { protocol = "tcp", from_port = 443, to_port = 443, cidr_blocks = ["0.0.0.0/0"] },
      { protocol = "tcp", from_port = 80, to_port = 80, cidr_blocks = ["0.0.0.0/0"] },
    ]
  }
}

resource "aws_security_group" "range_around" {
  expect_failure = true
  attrs = {
    id   = "sg-0"
    name = "g"
    ingress = [
      { protocol = "tcp", from_port = 79, to_port = 81, cidr_blocks = ["0.0.0.0/0"] },
    ]
  }
}

resource "aws_security_group" "range_ends_there" {
  expect_failure = true
  attrs = {
    id   = "sg-0"
    name = "g"
    ingress = [
      { protocol = "tcp", from_port = 79, to_port = 80, cidr_blocks = ["0.0.0.0/0"] },
    ]
  }
}

resource "aws_security_group" "range_starts_there" {
  expect_failure = true
  attrs = {
    id   = "sg-0"
    name = "g"
    ingress = [
      { protocol = "tcp", from_port = 80, to_port = 81, cidr_blocks = ["0.0.0.0/0"] },
    ]
  }
}

resource "aws_security_group" "all_ports" {
  expect_failure = true
  attrs = {
    id   = "sg-0"
    name = "g"
    ingress = [
      { protocol = "tcp", from_port = 0, to_port = 65535, cidr_blocks = ["0.0.0.0/0"] },
    ]
  }
}

resource "aws_security_group" "all_protocols" {
  expect_failure = true
  attrs = {
    id   = "sg-0"
    name = "g"
    ingress = [
      { protocol = "-1", from_port = 0, to_port = 0, cidr_blocks = ["0.0.0.0/0"] },
    ]
  }
}

resource "aws_security_group" "all_protocols_by_name" {
  expect_failure = true
  attrs = {
    id   = "sg-0"
    name = "g"
    ingress = [
      { protocol = "all", from_port = 0, to_port = 0, ipv6_cidr_blocks = ["::/0"] },
    ]
  }
}

resource "aws_security_group" "protocol_number" {
  expect_failure = true
  attrs = {
    id   = "sg-0"
    name = "g"
    ingress = [
      { protocol = "6", from_port = 80, to_port = 80, cidr_blocks = ["0.0.0.0/0"] },
    ]
  }
}

resource "aws_security_group" "protocol_in_capitals" {
  expect_failure = true
  attrs = {
    id   = "sg-0"
    name = "g"
    ingress = [
      { protocol = "TCP", from_port = 80, to_port = 80, cidr_blocks = ["0.0.0.0/0"] },
    ]
  }
}

resource "aws_security_group" "range_ends_below" {
  attrs = {
    id   = "sg-0"
    name = "g"
    ingress = [
      { protocol = "tcp", from_port = 78, to_port = 79, cidr_blocks = ["0.0.0.0/0"] },
    ]
  }
}

resource "aws_security_group" "range_starts_above" {
  attrs = {
    id   = "sg-0"
    name = "g"
    ingress = [
      { protocol = "tcp", from_port = 81, to_port = 82, cidr_blocks = ["0.0.0.0/0"] },
    ]
  }
}

# Groups of load balancers: fine if every listener on port 80 redirects to HTTPS.

resource "aws_lb" "redirects" {
  skip = true
  attrs = {
    arn             = "arn:redirects"
    security_groups = ["sg-other", "sg-redirects"]
  }
}

resource "aws_lb_listener" "redirects" {
  skip = true
  attrs = {
    load_balancer_arn = "arn:redirects"
    port              = 80
    default_action    = [{ type = "redirect", redirect = [{ protocol = "HTTPS", port = "443", status_code = "HTTP_301" }] }]
  }
}

resource "aws_lb_listener" "redirects_https" {
  skip = true
  attrs = {
    load_balancer_arn = "arn:redirects"
    port              = 443
    default_action    = [{ type = "forward", target_group_arn = "arn:tg" }]
  }
}

resource "aws_security_group" "redirects" {
  attrs = {
    id      = "sg-redirects"
    name    = "g"
    ingress = [{ protocol = "tcp", from_port = 80, to_port = 80, cidr_blocks = ["0.0.0.0/0"] }]
  }
}

resource "aws_alb" "old_names" {
  skip = true
  attrs = {
    arn             = "arn:old_names"
    security_groups = ["sg-old_names"]
  }
}

resource "aws_alb_listener" "old_names" {
  skip = true
  attrs = {
    load_balancer_arn = "arn:old_names"
    port              = 80
    default_action    = [{ type = "redirect", redirect = [{ protocol = "HTTPS", port = "443", status_code = "HTTP_301" }] }]
  }
}

resource "aws_security_group" "old_names" {
  attrs = {
    id      = "sg-old_names"
    name    = "g"
    ingress = [{ protocol = "tcp", from_port = 80, to_port = 80, cidr_blocks = ["0.0.0.0/0"] }]
  }
}

resource "aws_alb" "mixed_names" {
  skip = true
  attrs = {
    arn             = "arn:mixed_names"
    security_groups = ["sg-mixed_names"]
  }
}

resource "aws_lb_listener" "mixed_names" {
  skip = true
  attrs = {
    load_balancer_arn = "arn:mixed_names"
    port              = 80
    default_action    = [{ type = "redirect", redirect = [{ protocol = "HTTPS", port = "443", status_code = "HTTP_301" }] }]
  }
}

resource "aws_security_group" "mixed_names" {
  attrs = {
    id      = "sg-mixed_names"
    name    = "g"
    ingress = [{ protocol = "tcp", from_port = 80, to_port = 80, cidr_blocks = ["0.0.0.0/0"] }]
  }
}

resource "aws_lb" "two_a" {
  skip = true
  attrs = {
    arn             = "arn:two_a"
    security_groups = ["sg-two"]
  }
}

resource "aws_lb" "two_b" {
  skip = true
  attrs = {
    arn             = "arn:two_b"
    security_groups = ["sg-two"]
  }
}

resource "aws_lb_listener" "two_a" {
  skip = true
  attrs = {
    load_balancer_arn = "arn:two_a"
    port              = 80
    default_action    = [{ type = "redirect", redirect = [{ protocol = "HTTPS", port = "443", status_code = "HTTP_301" }] }]
  }
}

resource "aws_lb_listener" "two_b" {
  skip = true
  attrs = {
    load_balancer_arn = "arn:two_b"
    port              = 80
    default_action    = [{ type = "redirect", redirect = [{ protocol = "HTTPS", port = "443", status_code = "HTTP_301" }] }]
  }
}

resource "aws_security_group" "two" {
  attrs = {
    id      = "sg-two"
    name    = "g"
    ingress = [{ protocol = "tcp", from_port = 80, to_port = 80, cidr_blocks = ["0.0.0.0/0"] }]
  }
}

resource "aws_lb" "forwards" {
  skip = true
  attrs = {
    arn             = "arn:forwards"
    security_groups = ["sg-forwards"]
  }
}

resource "aws_lb_listener" "forwards" {
  skip = true
  attrs = {
    load_balancer_arn = "arn:forwards"
    port              = 80
    default_action    = [{ type = "forward", target_group_arn = "arn:tg" }]
  }
}

resource "aws_security_group" "forwards" {
  expect_failure = true
  attrs = {
    id      = "sg-forwards"
    name    = "g"
    ingress = [{ protocol = "tcp", from_port = 80, to_port = 80, cidr_blocks = ["0.0.0.0/0"] }]
  }
}

resource "aws_lb" "keeps_protocol" {
  skip = true
  attrs = {
    arn             = "arn:keeps_protocol"
    security_groups = ["sg-keeps_protocol"]
  }
}

resource "aws_lb_listener" "keeps_protocol" {
  skip = true
  attrs = {
    load_balancer_arn = "arn:keeps_protocol"
    port              = 80
    default_action    = [{ type = "redirect", redirect = [{ protocol = "#{protocol}", host = "www.example.com", status_code = "HTTP_301" }] }]
  }
}

resource "aws_security_group" "keeps_protocol" {
  expect_failure = true
  attrs = {
    id      = "sg-keeps_protocol"
    name    = "g"
    ingress = [{ protocol = "tcp", from_port = 80, to_port = 80, cidr_blocks = ["0.0.0.0/0"] }]
  }
}

resource "aws_lb" "names_no_protocol" {
  skip = true
  attrs = {
    arn             = "arn:names_no_protocol"
    security_groups = ["sg-names_no_protocol"]
  }
}

resource "aws_lb_listener" "names_no_protocol" {
  skip = true
  attrs = {
    load_balancer_arn = "arn:names_no_protocol"
    port              = 80
    default_action    = [{ type = "redirect", redirect = [{ host = "www.example.com", status_code = "HTTP_301" }] }]
  }
}

resource "aws_security_group" "names_no_protocol" {
  expect_failure = true
  attrs = {
    id      = "sg-names_no_protocol"
    name    = "g"
    ingress = [{ protocol = "tcp", from_port = 80, to_port = 80, cidr_blocks = ["0.0.0.0/0"] }]
  }
}

resource "aws_lb" "one_forwards_a" {
  skip = true
  attrs = {
    arn             = "arn:one_forwards_a"
    security_groups = ["sg-one_forwards"]
  }
}

resource "aws_lb" "one_forwards_b" {
  skip = true
  attrs = {
    arn             = "arn:one_forwards_b"
    security_groups = ["sg-one_forwards"]
  }
}

resource "aws_lb_listener" "one_forwards_a" {
  skip = true
  attrs = {
    load_balancer_arn = "arn:one_forwards_a"
    port              = 80
    default_action    = [{ type = "redirect", redirect = [{ protocol = "HTTPS", port = "443", status_code = "HTTP_301" }] }]
  }
}

resource "aws_lb_listener" "one_forwards_b" {
  skip = true
  attrs = {
    load_balancer_arn = "arn:one_forwards_b"
    port              = 80
    default_action    = [{ type = "forward", target_group_arn = "arn:tg" }]
  }
}

resource "aws_security_group" "one_forwards" {
  expect_failure = true
  attrs = {
    id      = "sg-one_forwards"
    name    = "g"
    ingress = [{ protocol = "tcp", from_port = 80, to_port = 80, cidr_blocks = ["0.0.0.0/0"] }]
  }
}

resource "aws_lb" "no_listener" {
  skip = true
  attrs = {
    arn             = "arn:no_listener"
    security_groups = ["sg-no_listener"]
  }
}

resource "aws_lb_listener" "no_listener" {
  skip = true
  attrs = {
    load_balancer_arn = "arn:no_listener"
    port              = 443
    default_action    = [{ type = "forward", target_group_arn = "arn:tg" }]
  }
}

resource "aws_security_group" "no_listener" {
  expect_failure = true
  attrs = {
    id      = "sg-no_listener"
    name    = "g"
    ingress = [{ protocol = "tcp", from_port = 80, to_port = 80, cidr_blocks = ["0.0.0.0/0"] }]
  }
}

resource "aws_lb" "no_group" {
  skip = true
  attrs = {
    arn             = "arn:no_group"
    security_groups = null
  }
}

resource "aws_lb_listener" "no_group" {
  skip = true
  attrs = {
    load_balancer_arn = "arn:no_group"
    port              = 80
    default_action    = [{ type = "redirect", redirect = [{ protocol = "HTTPS", port = "443", status_code = "HTTP_301" }] }]
  }
}

resource "aws_security_group" "no_group" {
  expect_failure = true
  attrs = {
    id      = "sg-no_group"
    name    = "g"
    ingress = [{ protocol = "tcp", from_port = 80, to_port = 80, cidr_blocks = ["0.0.0.0/0"] }]
  }
}

resource "aws_lb" "missing_group" {
  skip = true
  attrs = {
    arn = "arn:missing_group"
  }
}

resource "aws_security_group" "of_no_balancer" {
  expect_failure = true
  attrs = {
    id      = "sg-of_no_balancer"
    name    = "g"
    ingress = [{ protocol = "tcp", from_port = 80, to_port = 80, cidr_blocks = ["0.0.0.0/0"] }]
  }
}

resource "aws_default_security_group" "redirects" {
  attrs = {
    id      = "sg-redirects"
    ingress = [{ protocol = "tcp", from_port = 80, to_port = 80, cidr_blocks = ["0.0.0.0/0"] }]
  }
}

resource "aws_security_group_rule" "redirects" {
  attrs = {
    type              = "ingress"
    security_group_id = "sg-redirects"
    protocol          = "tcp"
    from_port         = 80
    to_port           = 80
    cidr_blocks       = ["0.0.0.0/0"]
  }
}

resource "aws_security_group_rule" "forwards" {
  expect_failure = true
  attrs = {
    type              = "ingress"
    security_group_id = "sg-forwards"
    protocol          = "tcp"
    from_port         = 80
    to_port           = 80
    cidr_blocks       = ["0.0.0.0/0"]
  }
}

resource "aws_vpc_security_group_ingress_rule" "redirects" {
  attrs = {
    security_group_id = "sg-redirects"
    ip_protocol       = "tcp"
    from_port         = 80
    to_port           = 80
    cidr_ipv4         = "0.0.0.0/0"
  }
}

resource "aws_vpc_security_group_ingress_rule" "forwards" {
  expect_failure = true
  attrs = {
    security_group_id = "sg-forwards"
    ip_protocol       = "tcp"
    from_port         = 80
    to_port           = 80
    cidr_ipv4         = "0.0.0.0/0"
  }
}

# The default group of a VPC.

resource "aws_default_security_group" "closed" {
  attrs = {
    id     = "sg-0"
    vpc_id = "vpc-1"
  }
}

resource "aws_default_security_group" "members_only" {
  attrs = {
    id     = "sg-0"
    vpc_id = "vpc-1"
    ingress = [
      { protocol = "-1", from_port = 0, to_port = 0, self = true },
    ]
  }
}

resource "aws_default_security_group" "open" {
  expect_failure = true
  attrs = {
    id     = "sg-0"
    vpc_id = "vpc-1"
    ingress = [
      { protocol = "tcp", from_port = 80, to_port = 80, cidr_blocks = ["0.0.0.0/0"] },
    ]
  }
}

# Rules of their own.

resource "aws_security_group_rule" "known_networks" {
  attrs = {
    type              = "ingress"
    security_group_id = "sg-1"
    protocol          = "tcp"
    from_port         = 80
    to_port           = 80
    cidr_blocks       = ["10.0.0.0/8", "192.0.2.7/32"]
  }
}

resource "aws_security_group_rule" "group_as_source" {
  attrs = {
    type                     = "ingress"
    security_group_id        = "sg-1"
    protocol                 = "tcp"
    from_port                = 80
    to_port                  = 80
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
    from_port         = 80
    to_port           = 80
    cidr_blocks       = ["0.0.0.0/0"]
  }
}

resource "aws_security_group_rule" "ipv6" {
  expect_failure = true
  attrs = {
    type              = "ingress"
    security_group_id = "sg-1"
    protocol          = "tcp"
    from_port         = 80
    to_port           = 80
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
    from_port         = 80
    to_port           = 80
    cidr_ipv4         = "10.0.0.0/8"
  }
}

resource "aws_vpc_security_group_ingress_rule" "group_as_source" {
  attrs = {
    security_group_id            = "sg-1"
    ip_protocol                  = "tcp"
    from_port                    = 80
    to_port                      = 80
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
    from_port         = 80
    to_port           = 80
    cidr_ipv4         = "0.0.0.0/0"
  }
}

resource "aws_vpc_security_group_ingress_rule" "ipv6" {
  expect_failure = true
  attrs = {
    security_group_id = "sg-1"
    ip_protocol       = "tcp"
    from_port         = 80
    to_port           = 80
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
