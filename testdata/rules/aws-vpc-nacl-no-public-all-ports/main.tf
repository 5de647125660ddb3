# The comment above a resource says what is expected of it.

variable "protocol" {
  description = "Never set here, so unknown."
  type        = string
}

# expect: pass
resource "aws_network_acl" "web" {
  vpc_id = "vpc-0a1b2c3d4e5f60003"

  ingress {
    rule_no    = 100
    action     = "allow"
    protocol   = "tcp"
    from_port  = 443
    to_port    = 443
    cidr_block = "0.0.0.0/0"
  }
}

# expect: fail, found here and not at the ACL.
resource "aws_network_acl_rule" "web_all" {
  network_acl_id = aws_network_acl.web.id
  rule_number    = 110
  rule_action    = "allow"
  protocol       = "-1"
  cidr_block     = "0.0.0.0/0"
}

# expect: undetermined, var.protocol
resource "aws_network_acl_rule" "web_unknown" {
  network_acl_id = aws_network_acl.web.id
  rule_number    = 120
  rule_action    = "allow"
  protocol       = var.protocol
  from_port      = 443
  to_port        = 443
  cidr_block     = "0.0.0.0/0"
}

# expect: pass, everything is denied before.
resource "aws_network_acl" "closed" {
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

# expect: pass
resource "aws_network_acl_rule" "closed" {
  network_acl_id = aws_network_acl.closed.id
  rule_number    = 1
  rule_action    = "deny"
  protocol       = "-1"
  cidr_block     = "0.0.0.0/0"
}

# expect: fail, as AWS makes it.
resource "aws_default_network_acl" "default" {
  default_network_acl_id = "acl-0a1b2c3d4e5f60004"

  ingress {
    rule_no    = 100
    action     = "allow"
    protocol   = -1
    from_port  = 0
    to_port    = 0
    cidr_block = "0.0.0.0/0"
  }
}
