variable "number" {
  type = number
}

resource "aws_vpc" "this" {
  cidr_block = cidrsubnet("10.0.0.0/8", 8, var.number)
}

resource "aws_security_group" "this" {
  name   = "group-${var.number}"
  vpc_id = aws_vpc.this.id

  ingress {
    from_port   = 443
    to_port     = 443
    protocol    = "tcp"
    cidr_blocks = [aws_vpc.this.cidr_block]
  }

  dynamic "egress" {
    for_each = var.number == 0 ? ["0.0.0.0/0"] : []

    content {
      from_port   = 0
      to_port     = 0
      protocol    = "-1"
      cidr_blocks = [egress.value]
    }
  }
}

output "group_id" {
  value = aws_security_group.this.id
}
