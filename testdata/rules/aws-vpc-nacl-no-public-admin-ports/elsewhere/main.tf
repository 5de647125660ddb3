# A root module of its own: rules of an ACL that it does not make.

variable "acl_id" {
  description = "Never set here, so unknown."
  type        = string
}

# expect: pass, the two rules of an ACL from elsewhere are ordered together.
resource "aws_network_acl_rule" "elsewhere_denies" {
  network_acl_id = var.acl_id
  rule_number    = 10
  rule_action    = "deny"
  protocol       = "tcp"
  from_port      = 0
  to_port        = 65535
  cidr_block     = "0.0.0.0/0"
}

# expect: pass
resource "aws_network_acl_rule" "elsewhere_allows" {
  network_acl_id = var.acl_id
  rule_number    = 100
  rule_action    = "allow"
  protocol       = "tcp"
  from_port      = 22
  to_port        = 22
  cidr_block     = "0.0.0.0/0"
}
