# Network ACLs whose entries stand inline, in rule resources, or both. The comment above a resource says what is expected of it.

variable "office" {
  description = "Never set here, so unknown."
  type        = string
}

variable "number" {
  description = "Never set here, so unknown."
  type        = number
}

variable "entries" {
  type = list(object({ action = string, protocol = string, port = number, cidr = string }))
  default = [
    { action = "deny", protocol = "tcp", port = 22, cidr = "0.0.0.0/0" },
    { action = "allow", protocol = "tcp", port = 443, cidr = "0.0.0.0/0" },
    { action = "allow", protocol = "tcp", port = 22, cidr = "0.0.0.0/0" },
    { action = "allow", protocol = "tcp", port = 3389, cidr = "0.0.0.0/0" },
  ]
}

# expect: pass, its entries are all of their own.
resource "aws_network_acl" "apart" {
  vpc_id = "vpc-0a1b2c3d4e5f60003"
}

# expect: pass
resource "aws_network_acl_rule" "apart_denies" {
  network_acl_id = aws_network_acl.apart.id
  rule_number    = 10
  rule_action    = "deny"
  protocol       = "tcp"
  from_port      = 22
  to_port        = 22
  cidr_block     = "0.0.0.0/0"
}

# expect: pass, denied before.
resource "aws_network_acl_rule" "apart_allows" {
  network_acl_id = aws_network_acl.apart.id
  rule_number    = 100
  rule_action    = "allow"
  protocol       = "tcp"
  from_port      = 22
  to_port        = 22
  cidr_block     = "0.0.0.0/0"
}

# expect: fail, RDP is denied by nobody.
resource "aws_network_acl_rule" "apart_allows_all" {
  network_acl_id = aws_network_acl.apart.id
  rule_number    = 110
  rule_action    = "allow"
  protocol       = "all"
  cidr_block     = "0.0.0.0/0"
}

# expect: fail, IPv6 has no denial.
resource "aws_network_acl_rule" "apart_allows_ipv6" {
  network_acl_id  = aws_network_acl.apart.id
  rule_number     = 120
  rule_action     = "allow"
  protocol        = "tcp"
  from_port       = 22
  to_port         = 22
  ipv6_cidr_block = "::/0"
}

# expect: not applicable
resource "aws_network_acl_rule" "apart_out" {
  network_acl_id = aws_network_acl.apart.id
  egress         = true
  rule_number    = 100
  rule_action    = "allow"
  protocol       = "-1"
  cidr_block     = "0.0.0.0/0"
}

# expect: undetermined, var.office
resource "aws_network_acl_rule" "apart_unknown" {
  network_acl_id = aws_network_acl.apart.id
  rule_number    = 130
  rule_action    = "allow"
  protocol       = "tcp"
  from_port      = 3389
  to_port        = 3389
  cidr_block     = var.office
}

# expect: fail, its entry for RDP; SSH is denied before. Entries come from a list.
resource "aws_network_acl" "dynamic" {
  vpc_id = "vpc-0a1b2c3d4e5f60003"

  dynamic "ingress" {
    for_each = var.entries

    content {
      rule_no    = 100 + ingress.key
      action     = ingress.value.action
      protocol   = ingress.value.protocol
      from_port  = ingress.value.port
      to_port    = ingress.value.port
      cidr_block = ingress.value.cidr
    }
  }
}

# expect: pass, a rule resource denies before the inline entry.
resource "aws_network_acl" "mixed" {
  vpc_id = "vpc-0a1b2c3d4e5f60003"

  ingress {
    rule_no    = 100
    action     = "allow"
    protocol   = "tcp"
    from_port  = 22
    to_port    = 22
    cidr_block = "0.0.0.0/0"
  }
}

# expect: pass
resource "aws_network_acl_rule" "mixed" {
  network_acl_id = aws_network_acl.mixed.id
  rule_number    = 50
  rule_action    = "deny"
  protocol       = "-1"
  cidr_block     = "0.0.0.0/0"
}

# expect: undetermined, var.number: nobody knows which entry comes first.
resource "aws_network_acl" "unknown_order" {
  vpc_id = "vpc-0a1b2c3d4e5f60003"

  ingress {
    rule_no    = var.number
    action     = "deny"
    protocol   = "tcp"
    from_port  = 22
    to_port    = 22
    cidr_block = "0.0.0.0/0"
  }

  ingress {
    rule_no    = 100
    action     = "allow"
    protocol   = "tcp"
    from_port  = 22
    to_port    = 22
    cidr_block = "0.0.0.0/0"
  }
}

# expect: fail
resource "aws_default_network_acl" "default" {
  default_network_acl_id = "acl-0a1b2c3d4e5f60004"

  ingress {
    rule_no    = 100
    action     = "allow"
    protocol   = "-1"
    from_port  = 0
    to_port    = 0
    cidr_block = "0.0.0.0/0"
  }
}
