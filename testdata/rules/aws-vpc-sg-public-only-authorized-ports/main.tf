# The comment above a resource says what is expected of it.

variable "source_range" {
  description = "Never set here, so unknown."
  type        = string
}

variable "port" {
  description = "Never set here, so unknown."
  type        = number
}

# expect: pass
resource "aws_security_group" "authorized" {
  name = "authorized"

  ingress {
    protocol    = "tcp"
    from_port   = 443
    to_port     = 443
    cidr_blocks = ["0.0.0.0/0"]
  }
}

# expect: fail
resource "aws_security_group" "other_port" {
  name = "other-port"

  ingress {
    protocol    = "tcp"
    from_port   = 8443
    to_port     = 8443
    cidr_blocks = ["0.0.0.0/0"]
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

# expect: undetermined, var.source_range
resource "aws_security_group" "unknown_range" {
  name = "unknown-range"

  ingress {
    protocol    = "tcp"
    from_port   = 8443
    to_port     = 8443
    cidr_blocks = [var.source_range]
  }
}

# expect: pass, the port is authorized whoever comes
resource "aws_security_group" "authorized_for_unknown_range" {
  name = "authorized-for-unknown-range"

  ingress {
    protocol    = "tcp"
    from_port   = 443
    to_port     = 443
    cidr_blocks = [var.source_range]
  }
}

# expect: fail, a range of more than one port whatever else is unknown
resource "aws_security_group" "range_beyond" {
  name = "range-beyond"

  ingress {
    protocol    = "tcp"
    from_port   = 443
    to_port     = 8443
    cidr_blocks = ["0.0.0.0/0"]
  }

  ingress {
    protocol    = "tcp"
    from_port   = var.port
    to_port     = var.port
    cidr_blocks = ["0.0.0.0/0"]
  }
}

# expect: pass, for ["80"] and ["443"], fail for ["8080"]
resource "aws_vpc_security_group_ingress_rule" "each" {
  for_each = toset(["80", "443", "8080"])

  security_group_id = aws_security_group.authorized.id
  ip_protocol       = "tcp"
  from_port         = each.value
  to_port           = each.value
  cidr_ipv4         = "0.0.0.0/0"
}

# expect: undetermined, the provider refuses ports beside all protocols in a block
resource "aws_security_group" "refused" {
  name = "refused"

  ingress {
    protocol    = "-1"
    from_port   = 0
    to_port     = 65535
    cidr_blocks = ["0.0.0.0/0"]
  }
}
