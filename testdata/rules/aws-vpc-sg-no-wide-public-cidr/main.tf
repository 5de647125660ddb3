# The comment above a resource says what is expected of it.

variable "source_range" {
  description = "Never set here, so unknown."
  type        = string
}


# expect: pass
resource "aws_security_group" "narrow" {
  name = "narrow"

  ingress {
    protocol    = "tcp"
    from_port   = 443
    to_port     = 443
    cidr_blocks = ["52.94.76.0/24"]
  }
}

# expect: fail
resource "aws_security_group" "wide" {
  name = "wide"

  ingress {
    protocol    = "tcp"
    from_port   = 443
    to_port     = 443
    cidr_blocks = ["52.94.0.0/16"]
  }
}

# expect: fail
resource "aws_security_group" "wide_out" {
  name = "wide-out"

  egress {
    protocol    = "tcp"
    from_port   = 443
    to_port     = 443
    cidr_blocks = ["52.94.0.0/16"]
  }
}

# expect: undetermined, var.source_range
resource "aws_security_group" "unknown" {
  name = "unknown"

  ingress {
    protocol    = "tcp"
    from_port   = 443
    to_port     = 443
    cidr_blocks = [var.source_range]
  }
}

# expect: fail, whatever the other range is
resource "aws_security_group" "unknown_beside_wide" {
  name = "unknown-beside-wide"

  ingress {
    protocol    = "tcp"
    from_port   = 443
    to_port     = 443
    cidr_blocks = [var.source_range, "52.94.0.0/16"]
  }
}

# expect: pass, a single address is never wide
resource "aws_security_group" "one_unknown_address" {
  name = "one-unknown-address"

  ingress {
    protocol    = "tcp"
    from_port   = 443
    to_port     = 443
    cidr_blocks = ["${var.source_range}/32"]
  }
}

locals {
  partners = { one = "52.94.76.0/24", two = "52.95.0.0/16" }
}

# expect: pass, for ["one"], fail for ["two"]
resource "aws_vpc_security_group_egress_rule" "each" {
  for_each = local.partners

  security_group_id = aws_security_group.narrow.id
  ip_protocol       = "tcp"
  from_port         = 443
  to_port           = 443
  cidr_ipv4         = each.value
}
