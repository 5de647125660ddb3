# The comment above a resource says what is expected of it.

variable "source_range" {
  description = "Never set here, so unknown."
  type        = string
}

variable "port" {
  description = "Never set here, so unknown."
  type        = number
}

# expect: fail
resource "aws_security_group" "open" {
  name = "open"

  egress {
    protocol    = "-1"
    from_port   = 0
    to_port     = 0
    cidr_blocks = ["0.0.0.0/0"]
  }
}

# expect: pass
resource "aws_security_group" "without_rules" {
  name = "without-rules"
}

# expect: undetermined, var.source_range
resource "aws_security_group" "unknown_range" {
  name = "unknown-range"

  egress {
    protocol    = "-1"
    from_port   = 0
    to_port     = 0
    cidr_blocks = [var.source_range]
  }
}

# expect: undetermined, var.port
resource "aws_security_group" "unknown_end" {
  name = "unknown-end"

  egress {
    protocol    = "tcp"
    from_port   = 0
    to_port     = var.port
    cidr_blocks = ["0.0.0.0/0"]
  }
}

# expect: pass, the lower ports are closed
resource "aws_security_group" "unknown_end_from_443" {
  name = "unknown-end-from-443"

  egress {
    protocol    = "tcp"
    from_port   = 443
    to_port     = var.port
    cidr_blocks = ["0.0.0.0/0"]
  }
}

# expect: fail
resource "aws_security_group_rule" "open" {
  type              = "egress"
  security_group_id = aws_security_group.without_rules.id
  protocol          = "all"
  from_port         = 0
  to_port           = 65535
  cidr_blocks       = ["0.0.0.0/1", "128.0.0.0/1"]
}

# expect: not applicable
resource "aws_security_group_rule" "other_direction" {
  type              = "ingress"
  security_group_id = aws_security_group.without_rules.id
  protocol          = "-1"
  from_port         = 0
  to_port           = 0
  cidr_blocks       = ["0.0.0.0/0"]
}

# expect: fail
resource "aws_vpc_security_group_egress_rule" "open" {
  security_group_id = aws_security_group.without_rules.id
  ip_protocol       = -1
  cidr_ipv6         = "::/0"
}

# expect: undetermined, the provider refuses ports beside all protocols in a block
resource "aws_security_group" "refused" {
  name = "refused"

  egress {
    protocol    = "-1"
    from_port   = 0
    to_port     = 65535
    cidr_blocks = ["0.0.0.0/0"]
  }
}
