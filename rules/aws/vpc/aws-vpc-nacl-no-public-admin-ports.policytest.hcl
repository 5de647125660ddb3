policytest {
  targets = ["aws-vpc-nacl-no-public-admin-ports.policy.hcl"]
}

# Inline entries.

resource "aws_network_acl" "missing" {
  attrs = {
    id = "acl-missing"
  }
}

resource "aws_network_acl" "null" {
  attrs = {
    id      = "acl-null"
    ingress = null
  }
}

resource "aws_network_acl" "no_entries" {
  attrs = {
    id      = "acl-no_entries"
    ingress = []
  }
}

resource "aws_network_acl" "known_networks" {
  attrs = {
    id = "acl-known_networks"
    ingress = [
      { rule_no = 100, action = "allow", protocol = "tcp", from_port = 22, to_port = 22, cidr_block = "10.0.0.0/8" },
    ]
  }
}

resource "aws_network_acl" "null_ranges" {
  attrs = {
    id = "acl-null_ranges"
    ingress = [
      { rule_no = 100, action = "allow", protocol = "tcp", from_port = 22, to_port = 22, cidr_block = null, ipv6_cidr_block = null },
    ]
  }
}

resource "aws_network_acl" "other_port" {
  attrs = {
    id = "acl-other_port"
    ingress = [
      { rule_no = 100, action = "allow", protocol = "tcp", from_port = 443, to_port = 443, cidr_block = "0.0.0.0/0" },
    ]
  }
}

resource "aws_network_acl" "range_ends_below" {
  attrs = {
    id = "acl-range_ends_below"
    ingress = [
      { rule_no = 100, action = "allow", protocol = "tcp", from_port = 19, to_port = 21, cidr_block = "0.0.0.0/0" },
    ]
  }
}

resource "aws_network_acl" "range_starts_above" {
  attrs = {
    id = "acl-range_starts_above"
    ingress = [
      { rule_no = 100, action = "allow", protocol = "tcp", from_port = 23, to_port = 24, cidr_block = "0.0.0.0/0" },
    ]
  }
}

resource "aws_network_acl" "other_protocol" {
  attrs = {
    id = "acl-other_protocol"
    ingress = [
      { rule_no = 100, action = "allow", protocol = "udp", from_port = 22, to_port = 22, cidr_block = "0.0.0.0/0" },
    ]
  }
}

resource "aws_network_acl" "icmp" {
  attrs = {
    id = "acl-icmp"
    ingress = [
      { rule_no = 100, action = "allow", protocol = "icmp", from_port = 0, to_port = 0, cidr_block = "0.0.0.0/0" },
    ]
  }
}

resource "aws_network_acl" "icmp_by_number" {
  attrs = {
    id = "acl-icmp_by_number"
    ingress = [
      { rule_no = 100, action = "allow", protocol = "1", from_port = 0, to_port = 0, cidr_block = "0.0.0.0/0" },
    ]
  }
}

resource "aws_network_acl" "egress_only" {
  attrs = {
    id = "acl-egress_only"
    egress = [
      { rule_no = 100, action = "allow", protocol = "tcp", from_port = 22, to_port = 22, cidr_block = "0.0.0.0/0" },
    ]
  }
}

resource "aws_network_acl" "denied" {
  attrs = {
    id = "acl-denied"
    ingress = [
      { rule_no = 100, action = "deny", protocol = "tcp", from_port = 22, to_port = 22, cidr_block = "0.0.0.0/0" },
    ]
  }
}

resource "aws_network_acl" "denied_before" {
  attrs = {
    id = "acl-denied_before"
    ingress = [
      { rule_no = 10, action = "deny", protocol = "tcp", from_port = 22, to_port = 22, cidr_block = "0.0.0.0/0" },
      { rule_no = 20, action = "deny", protocol = "tcp", from_port = 3389, to_port = 3389, cidr_block = "0.0.0.0/0" },
      { rule_no = 100, action = "allow", protocol = "-1", from_port = 0, to_port = 0, cidr_block = "0.0.0.0/0" },
    ]
  }
}

resource "aws_network_acl" "denied_before_in_another_order" {
  attrs = {
    id = "acl-denied_before_in_another_order"
    ingress = [
      { rule_no = 100, action = "allow", protocol = "tcp", from_port = 22, to_port = 22, cidr_block = "0.0.0.0/0" },
      { rule_no = 10, action = "deny", protocol = "tcp", from_port = 22, to_port = 22, cidr_block = "0.0.0.0/0" },
    ]
  }
}

resource "aws_network_acl" "all_denied_before" {
  attrs = {
    id = "acl-all_denied_before"
    ingress = [
      { rule_no = 10, action = "deny", protocol = "-1", from_port = 0, to_port = 0, cidr_block = "0.0.0.0/0" },
      { rule_no = 100, action = "allow", protocol = "tcp", from_port = 22, to_port = 22, cidr_block = "0.0.0.0/0" },
    ]
  }
}

resource "aws_network_acl" "range_denied_before" {
  attrs = {
    id = "acl-range_denied_before"
    ingress = [
      { rule_no = 10, action = "deny", protocol = "6", from_port = 22, to_port = 3389, cidr_block = "0.0.0.0/0" },
      { rule_no = 100, action = "allow", protocol = "tcp", from_port = 0, to_port = 65535, cidr_block = "0.0.0.0/0" },
    ]
  }
}

resource "aws_network_acl" "only_a_quarter_of_the_internet" {
  attrs = {
    id = "acl-only_a_quarter_of_the_internet"
    ingress = [
      { rule_no = 100, action = "allow", protocol = "tcp", from_port = 22, to_port = 22, cidr_block = "64.0.0.0/2" },
    ]
  }
}

resource "aws_network_acl" "both_families_denied_before" {
  attrs = {
    id = "acl-both_families_denied_before"
    ingress = [
      { rule_no = 10, action = "deny", protocol = "tcp", from_port = 22, to_port = 22, cidr_block = "0.0.0.0/0" },
      { rule_no = 11, action = "deny", protocol = "tcp", from_port = 22, to_port = 22, ipv6_cidr_block = "::/0" },
      { rule_no = 100, action = "allow", protocol = "tcp", from_port = 22, to_port = 22, cidr_block = "0.0.0.0/0" },
      { rule_no = 101, action = "allow", protocol = "tcp", from_port = 22, to_port = 22, ipv6_cidr_block = "::/0" },
    ]
  }
}

resource "aws_network_acl" "open" {
  expect_failure = true
  attrs = {
    id = "acl-open"
    ingress = [
      { rule_no = 100, action = "allow", protocol = "tcp", from_port = 22, to_port = 22, cidr_block = "0.0.0.0/0" },
    ]
  }
}

resource "aws_network_acl" "open_other_port" {
  expect_failure = true
  attrs = {
    id = "acl-open_other_port"
    ingress = [
      { rule_no = 100, action = "allow", protocol = "tcp", from_port = 3389, to_port = 3389, cidr_block = "0.0.0.0/0" },
    ]
  }
}

resource "aws_network_acl" "open_ipv6" {
  expect_failure = true
  attrs = {
    id = "acl-open_ipv6"
    ingress = [
      { rule_no = 100, action = "allow", protocol = "tcp", from_port = 22, to_port = 22, ipv6_cidr_block = "::/0" },
    ]
  }
}

resource "aws_network_acl" "half_of_the_internet" {
  expect_failure = true
  attrs = {
    id = "acl-half_of_the_internet"
    ingress = [
      { rule_no = 100, action = "allow", protocol = "tcp", from_port = 22, to_port = 22, cidr_block = "0.0.0.0/1" },
    ]
  }
}

resource "aws_network_acl" "range_ends_there" {
  expect_failure = true
  attrs = {
    id = "acl-range_ends_there"
    ingress = [
      { rule_no = 100, action = "allow", protocol = "tcp", from_port = 21, to_port = 22, cidr_block = "0.0.0.0/0" },
    ]
  }
}

resource "aws_network_acl" "range_starts_there" {
  expect_failure = true
  attrs = {
    id = "acl-range_starts_there"
    ingress = [
      { rule_no = 100, action = "allow", protocol = "tcp", from_port = 3389, to_port = 3390, cidr_block = "0.0.0.0/0" },
    ]
  }
}

resource "aws_network_acl" "all_tcp" {
  expect_failure = true
  attrs = {
    id = "acl-all_tcp"
    ingress = [
      { rule_no = 100, action = "allow", protocol = "tcp", from_port = 0, to_port = 65535, cidr_block = "0.0.0.0/0" },
    ]
  }
}

resource "aws_network_acl" "all_protocols" {
  expect_failure = true
  attrs = {
    id = "acl-all_protocols"
    ingress = [
      { rule_no = 100, action = "allow", protocol = "-1", from_port = 0, to_port = 0, cidr_block = "0.0.0.0/0" },
    ]
  }
}

resource "aws_network_acl" "all_protocols_by_name" {
  expect_failure = true
  attrs = {
    id = "acl-all_protocols_by_name"
    ingress = [
      { rule_no = 100, action = "allow", protocol = "all", from_port = 0, to_port = 0, cidr_block = "0.0.0.0/0" },
    ]
  }
}

resource "aws_network_acl" "protocol_number" {
  expect_failure = true
  attrs = {
    id = "acl-protocol_number"
    ingress = [
      { rule_no = 100, action = "allow", protocol = "6", from_port = 22, to_port = 22, cidr_block = "0.0.0.0/0" },
    ]
  }
}

resource "aws_network_acl" "denied_too_late" {
  expect_failure = true
  attrs = {
    id = "acl-denied_too_late"
    ingress = [
      { rule_no = 100, action = "allow", protocol = "tcp", from_port = 22, to_port = 22, cidr_block = "0.0.0.0/0" },
      { rule_no = 200, action = "deny", protocol = "tcp", from_port = 22, to_port = 22, cidr_block = "0.0.0.0/0" },
    ]
  }
}

resource "aws_network_acl" "number_decides_not_text" {
  expect_failure = true
  attrs = {
    id = "acl-number_decides_not_text"
    ingress = [
      { rule_no = 1000, action = "deny", protocol = "tcp", from_port = 22, to_port = 22, cidr_block = "0.0.0.0/0" },
      { rule_no = 200, action = "allow", protocol = "tcp", from_port = 22, to_port = 22, cidr_block = "0.0.0.0/0" },
    ]
  }
}

resource "aws_network_acl" "other_port_denied" {
  expect_failure = true
  attrs = {
    id = "acl-other_port_denied"
    ingress = [
      { rule_no = 10, action = "deny", protocol = "tcp", from_port = 3389, to_port = 3389, cidr_block = "0.0.0.0/0" },
      { rule_no = 100, action = "allow", protocol = "-1", from_port = 0, to_port = 0, cidr_block = "0.0.0.0/0" },
    ]
  }
}

resource "aws_network_acl" "other_family_denied" {
  expect_failure = true
  attrs = {
    id = "acl-other_family_denied"
    ingress = [
      { rule_no = 10, action = "deny", protocol = "tcp", from_port = 22, to_port = 22, cidr_block = "0.0.0.0/0" },
      { rule_no = 100, action = "allow", protocol = "tcp", from_port = 22, to_port = 22, ipv6_cidr_block = "::/0" },
    ]
  }
}

resource "aws_network_acl" "denied_to_some" {
  expect_failure = true
  attrs = {
    id = "acl-denied_to_some"
    ingress = [
      { rule_no = 10, action = "deny", protocol = "tcp", from_port = 22, to_port = 22, cidr_block = "10.0.0.0/8" },
      { rule_no = 100, action = "allow", protocol = "tcp", from_port = 22, to_port = 22, cidr_block = "0.0.0.0/0" },
    ]
  }
}

resource "aws_network_acl" "denied_for_udp" {
  expect_failure = true
  attrs = {
    id = "acl-denied_for_udp"
    ingress = [
      { rule_no = 10, action = "deny", protocol = "udp", from_port = 22, to_port = 22, cidr_block = "0.0.0.0/0" },
      { rule_no = 100, action = "allow", protocol = "tcp", from_port = 22, to_port = 22, cidr_block = "0.0.0.0/0" },
    ]
  }
}

resource "aws_network_acl" "second_entry" {
  expect_failure = true
  attrs = {
    id = "acl-second_entry"
    ingress = [
      { rule_no = 100, action = "allow", protocol = "tcp", from_port = 443, to_port = 443, cidr_block = "0.0.0.0/0" },
      { rule_no = 110, action = "allow", protocol = "tcp", from_port = 22, to_port = 22, cidr_block = "0.0.0.0/0" },
    ]
  }
}

# The default ACL of a VPC.

resource "aws_default_network_acl" "no_entries" {
  attrs = {
    id                     = "acl-d1"
    default_network_acl_id = "acl-d1"
  }
}

resource "aws_default_network_acl" "denied_before" {
  attrs = {
    id                     = "acl-d2"
    default_network_acl_id = "acl-d2"
    ingress = [
      { rule_no = 10, action = "deny", protocol = "tcp", from_port = 22, to_port = 22, cidr_block = "0.0.0.0/0" },
      { rule_no = 100, action = "allow", protocol = "tcp", from_port = 22, to_port = 22, cidr_block = "0.0.0.0/0" },
    ]
  }
}

resource "aws_default_network_acl" "open" {
  expect_failure = true
  attrs = {
    id                     = "acl-d3"
    default_network_acl_id = "acl-d3"
    ingress = [
      { rule_no = 100, action = "allow", protocol = "tcp", from_port = 22, to_port = 22, cidr_block = "0.0.0.0/0" },
    ]
  }
}

resource "aws_default_network_acl" "denied_by_rule" {
  attrs = {
    id                     = "acl-d4"
    default_network_acl_id = "acl-d4"
    ingress = [
      { rule_no = 100, action = "allow", protocol = "tcp", from_port = 22, to_port = 22, cidr_block = "0.0.0.0/0" },
    ]
  }
}

resource "aws_network_acl_rule" "of_default_acl" {
  attrs = {
    network_acl_id = "acl-d4"
    rule_number    = 10
    egress         = false
    rule_action    = "deny"
    protocol       = "tcp"
    from_port      = 22
    to_port        = 22
    cidr_block     = "0.0.0.0/0"
  }
}

# Rules of their own: each allowing rule is judged with what its ACL denies.

resource "aws_network_acl_rule" "known_network" {
  attrs = {
    network_acl_id = "acl-9"
    rule_number    = 100
    egress         = false
    rule_action    = "allow"
    protocol       = "tcp"
    from_port      = 22
    to_port        = 22
    cidr_block     = "10.0.0.0/8"
  }
}

resource "aws_network_acl_rule" "egress" {
  attrs = {
    network_acl_id = "acl-9"
    rule_number    = 100
    egress         = true
    rule_action    = "allow"
    protocol       = "tcp"
    from_port      = 22
    to_port        = 22
    cidr_block     = "0.0.0.0/0"
  }
}

resource "aws_network_acl_rule" "open" {
  expect_failure = true
  attrs = {
    network_acl_id = "acl-9"
    rule_number    = 100
    egress         = false
    rule_action    = "allow"
    protocol       = "tcp"
    from_port      = 22
    to_port        = 22
    cidr_block     = "0.0.0.0/0"
  }
}

resource "aws_network_acl_rule" "open_ipv6" {
  expect_failure = true
  attrs = {
    network_acl_id  = "acl-9"
    rule_number     = 101
    egress          = false
    rule_action     = "allow"
    protocol        = "tcp"
    from_port       = 22
    to_port         = 22
    ipv6_cidr_block = "::/0"
    cidr_block      = null
  }
}

resource "aws_network_acl_rule" "egress_missing" {
  expect_failure = true
  attrs = {
    network_acl_id = "acl-9"
    rule_number    = 102
    rule_action    = "allow"
    protocol       = "tcp"
    from_port      = 22
    to_port        = 22
    cidr_block     = "0.0.0.0/0"
  }
}

resource "aws_network_acl_rule" "egress_null" {
  expect_failure = true
  attrs = {
    network_acl_id = "acl-9"
    rule_number    = 103
    egress         = null
    rule_action    = "allow"
    protocol       = "tcp"
    from_port      = 22
    to_port        = 22
    cidr_block     = "0.0.0.0/0"
  }
}

resource "aws_network_acl_rule" "all_without_ports" {
  expect_failure = true
  attrs = {
    network_acl_id = "acl-9"
    rule_number    = 104
    egress         = false
    rule_action    = "allow"
    protocol       = "-1"
    cidr_block     = "0.0.0.0/0"
  }
}

resource "aws_network_acl_rule" "denies" {
  attrs = {
    network_acl_id = "acl-8"
    rule_number    = 10
    egress         = false
    rule_action    = "deny"
    protocol       = "tcp"
    from_port      = 22
    to_port        = 22
    cidr_block     = "0.0.0.0/0"
  }
}

resource "aws_network_acl_rule" "allows_after_it" {
  attrs = {
    network_acl_id = "acl-8"
    rule_number    = 100
    egress         = false
    rule_action    = "allow"
    protocol       = "tcp"
    from_port      = 22
    to_port        = 22
    cidr_block     = "0.0.0.0/0"
  }
}

resource "aws_network_acl_rule" "denies_too_late" {
  attrs = {
    network_acl_id = "acl-7"
    rule_number    = 200
    egress         = false
    rule_action    = "deny"
    protocol       = "tcp"
    from_port      = 22
    to_port        = 22
    cidr_block     = "0.0.0.0/0"
  }
}

resource "aws_network_acl_rule" "allows_before_it" {
  expect_failure = true
  attrs = {
    network_acl_id = "acl-7"
    rule_number    = 100
    egress         = false
    rule_action    = "allow"
    protocol       = "tcp"
    from_port      = 22
    to_port        = 22
    cidr_block     = "0.0.0.0/0"
  }
}

resource "aws_network_acl_rule" "denies_in_the_other_direction" {
  attrs = {
    network_acl_id = "acl-6"
    rule_number    = 10
    egress         = true
    rule_action    = "deny"
    protocol       = "tcp"
    from_port      = 22
    to_port        = 22
    cidr_block     = "0.0.0.0/0"
  }
}

resource "aws_network_acl_rule" "allows_all_the_same" {
  expect_failure = true
  attrs = {
    network_acl_id = "acl-6"
    rule_number    = 100
    egress         = false
    rule_action    = "allow"
    protocol       = "tcp"
    from_port      = 22
    to_port        = 22
    cidr_block     = "0.0.0.0/0"
  }
}

# Rules of their own beside inline entries.

resource "aws_network_acl" "denies_inline" {
  attrs = {
    id = "acl-5"
    ingress = [
      { rule_no = 10, action = "deny", protocol = "tcp", from_port = 22, to_port = 22, cidr_block = "0.0.0.0/0" },
    ]
  }
}

resource "aws_network_acl_rule" "allows_after_inline_denial" {
  attrs = {
    network_acl_id = "acl-5"
    rule_number    = 100
    egress         = false
    rule_action    = "allow"
    protocol       = "tcp"
    from_port      = 22
    to_port        = 22
    cidr_block     = "0.0.0.0/0"
  }
}

resource "aws_network_acl" "denied_by_rule" {
  attrs = {
    id = "acl-4"
    ingress = [
      { rule_no = 100, action = "allow", protocol = "tcp", from_port = 22, to_port = 22, cidr_block = "0.0.0.0/0" },
    ]
  }
}

resource "aws_network_acl_rule" "denies_before_inline" {
  attrs = {
    network_acl_id = "acl-4"
    rule_number    = 10
    egress         = false
    rule_action    = "deny"
    protocol       = "tcp"
    from_port      = 22
    to_port        = 22
    cidr_block     = "0.0.0.0/0"
  }
}

resource "aws_network_acl" "allows_by_rule_only" {
  attrs = {
    id = "acl-3"
    ingress = [
      { rule_no = 300, action = "allow", protocol = "tcp", from_port = 443, to_port = 443, cidr_block = "0.0.0.0/0" },
    ]
  }
}

resource "aws_network_acl_rule" "found_at_the_rule" {
  expect_failure = true
  attrs = {
    network_acl_id = "acl-3"
    rule_number    = 100
    egress         = false
    rule_action    = "allow"
    protocol       = "tcp"
    from_port      = 22
    to_port        = 22
    cidr_block     = "0.0.0.0/0"
  }
}

resource "aws_network_acl" "denied_by_rule_of_another_acl" {
  expect_failure = true
  attrs = {
    id = "acl-2"
    ingress = [
      { rule_no = 100, action = "allow", protocol = "tcp", from_port = 22, to_port = 22, cidr_block = "0.0.0.0/0" },
    ]
  }
}

resource "aws_network_acl_rule" "of_another_acl" {
  attrs = {
    network_acl_id = "acl-20"
    rule_number    = 10
    egress         = false
    rule_action    = "deny"
    protocol       = "tcp"
    from_port      = 22
    to_port        = 22
    cidr_block     = "0.0.0.0/0"
  }
}

# AWS's provider takes the action in any case: another entry that allows is no denial of this one, nor the other way round.
resource "aws_network_acl" "shouting" {
  attrs = { id = "acl-shouting", ingress = [
    { rule_no = 100, action = "allow", protocol = "tcp", from_port = 443, to_port = 443, cidr_block = "0.0.0.0/0", ipv6_cidr_block = null },
    { rule_no = 90, action = "DENY", protocol = "tcp", from_port = 22, to_port = 22, cidr_block = "0.0.0.0/0", ipv6_cidr_block = null },
  ] }
}

resource "aws_network_acl_rule" "shouting_https" {
  attrs = { network_acl_id = "acl-shouting-rules", rule_number = 100, rule_action = "ALLOW", egress = false, protocol = "tcp", from_port = 443, to_port = 443, cidr_block = "0.0.0.0/0", ipv6_cidr_block = null }
}

resource "aws_network_acl_rule" "shouting_open" {
  expect_failure = true
  attrs          = { network_acl_id = "acl-shouting-rules", rule_number = 110, rule_action = "ALLOW", egress = false, protocol = "tcp", from_port = 22, to_port = 22, cidr_block = "0.0.0.0/0", ipv6_cidr_block = null }
}

# An entry without an action is refused; the others are judged all the same.
resource "aws_network_acl" "without_action" {
  attrs = { id = "acl-without-action", ingress = [
    { rule_no = 100, action = null, protocol = "tcp", from_port = 443, to_port = 443, cidr_block = "0.0.0.0/0", ipv6_cidr_block = null },
  ] }
}

resource "aws_network_acl" "without_action_and_open" {
  expect_failure = true
  attrs = { id = "acl-without-action-and-open", ingress = [
    { rule_no = 100, action = null, protocol = "tcp", from_port = 443, to_port = 443, cidr_block = "0.0.0.0/0", ipv6_cidr_block = null },
    { rule_no = 110, action = "allow", protocol = "tcp", from_port = 22, to_port = 22, cidr_block = "0.0.0.0/0", ipv6_cidr_block = null },
  ] }
}
