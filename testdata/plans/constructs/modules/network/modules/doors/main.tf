variable "vpc_id" {
  type = string
}

variable "name" {
  type = string
}

variable "door" {
  type = object({ port = number, source = string, enabled = bool })
}

resource "aws_security_group" "door" {
  name        = var.name
  description = "Door"
  vpc_id      = var.vpc_id

  ingress {
    description = var.name
    from_port   = var.door.port
    to_port     = var.door.port
    protocol    = "tcp"
    cidr_blocks = [var.door.source]
  }
}

output "id" {
  value = aws_security_group.door.id
}
