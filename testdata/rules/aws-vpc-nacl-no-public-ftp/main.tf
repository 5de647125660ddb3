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
