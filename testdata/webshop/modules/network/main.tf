resource "aws_vpc" "main" {
  cidr_block = var.cidr_block
}

resource "aws_default_security_group" "main" {
  vpc_id = aws_vpc.main.id
}

resource "aws_security_group" "web" {
  name        = "web"
  description = "The shop's front door"
  vpc_id      = aws_vpc.main.id

  dynamic "ingress" {
    for_each = var.public_ports

    content {
      description = "Customers"
      from_port   = ingress.value
      to_port     = ingress.value
      protocol    = "tcp"
      cidr_blocks = ["0.0.0.0/0"]
    }
  }
}

resource "aws_vpc_security_group_ingress_rule" "admin" {
  for_each = toset(var.admin_ranges)

  security_group_id = aws_security_group.web.id
  description       = "Maintenance"
  from_port         = 22
  to_port           = 22
  ip_protocol       = "tcp"
  cidr_ipv4         = each.value
}

resource "aws_security_group" "database" {
  name        = "database"
  description = "The orders"
  vpc_id      = aws_vpc.main.id

  ingress {
    description     = "The shop"
    from_port       = 5432
    to_port         = 5432
    protocol        = "tcp"
    security_groups = [aws_security_group.web.id]
  }
}
