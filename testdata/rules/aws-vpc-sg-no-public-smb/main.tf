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

  ingress {
    protocol    = "tcp"
    from_port   = 445
    to_port     = 445
    cidr_blocks = ["0.0.0.0/0"]
  }
}

# expect: undetermined, var.source_range
resource "aws_security_group" "unknown_source" {
  name = "unknown-source"

  ingress {
    protocol    = "tcp"
    from_port   = 445
    to_port     = 445
    cidr_blocks = [var.source_range]
  }
}

# expect: undetermined, var.port
resource "aws_security_group" "unknown_port" {
  name = "unknown-port"

  ingress {
    protocol    = "tcp"
    from_port   = var.port
    to_port     = var.port
    cidr_blocks = ["0.0.0.0/0"]
  }
}

# expect: pass, whatever the port is
resource "aws_security_group" "unknown_port_of_private_range" {
  name = "unknown-port-of-private-range"

  ingress {
    protocol    = "tcp"
    from_port   = var.port
    to_port     = var.port
    cidr_blocks = ["10.0.0.0/8"]
  }
}

# expect: pass, the range starts after the port whatever it ends with
resource "aws_security_group" "range_to_unknown" {
  name = "range-to-unknown"

  ingress {
    protocol    = "tcp"
    from_port   = 500
    to_port     = var.port
    cidr_blocks = ["0.0.0.0/0"]
  }
}

locals {
  ranges = { public = "0.0.0.0/0", internal = "10.0.0.0/8" }
}

# expect: fail, for ["public"], pass for ["internal"]
resource "aws_vpc_security_group_ingress_rule" "each" {
  for_each = local.ranges

  security_group_id = aws_security_group.open.id
  ip_protocol       = "tcp"
  from_port         = 445
  to_port           = 445
  cidr_ipv4         = each.value
}
