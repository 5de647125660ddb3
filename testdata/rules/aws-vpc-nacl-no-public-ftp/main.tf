# The comment above a resource says what is expected of it.

# expect: fail
resource "aws_network_acl" "transfer" {
  vpc_id = "vpc-0a1b2c3d4e5f60003"

  ingress {
    rule_no    = 100
    action     = "allow"
    protocol   = "tcp"
    from_port  = 20
    to_port    = 21
    cidr_block = "0.0.0.0/0"
  }
}

# expect: pass, both ports are denied before by rule resources.
resource "aws_network_acl" "denied" {
  vpc_id = "vpc-0a1b2c3d4e5f60003"

  ingress {
    rule_no    = 100
    action     = "allow"
    protocol   = "-1"
    from_port  = 0
    to_port    = 0
    cidr_block = "0.0.0.0/0"
  }
}

# expect: pass, for both
resource "aws_network_acl_rule" "denied" {
  for_each = { 20 = 20, 21 = 21 }

  network_acl_id = aws_network_acl.denied.id
  rule_number    = each.value
  rule_action    = "deny"
  protocol       = "tcp"
  from_port      = each.value
  to_port        = each.value
  cidr_block     = "0.0.0.0/0"
}

resource "aws_network_acl" "shouting" {
  vpc_id = "vpc-0123456789abcdef0"
}

# expect: pass, another entry of the list allows FTP
resource "aws_network_acl_rule" "shouting_https" {
  network_acl_id = aws_network_acl.shouting.id
  rule_number    = 200
  rule_action    = "ALLOW"
  protocol       = "TCP"
  cidr_block     = "0.0.0.0/0"
  from_port      = 443
  to_port        = 443
}

# expect: fail
resource "aws_network_acl_rule" "shouting_ftp" {
  network_acl_id = aws_network_acl.shouting.id
  rule_number    = 100
  rule_action    = "ALLOW"
  protocol       = "6"
  cidr_block     = "0.0.0.0/0"
  from_port      = 20
  to_port        = 21
}
