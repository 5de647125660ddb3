# A root module of its own: default groups of VPCs that it does not make.

variable "vpc_id" {
  description = "Never set here, so unknown."
  type        = string
}

data "aws_vpc" "shared" {
  tags = { Name = "shared" }
}

# expect: pass
resource "aws_default_security_group" "closed" {
  vpc_id = var.vpc_id
}

# expect: fail
resource "aws_default_security_group" "open" {
  vpc_id = data.aws_vpc.shared.id

  egress {
    protocol    = "-1"
    from_port   = 0
    to_port     = 0
    cidr_blocks = ["0.0.0.0/0"]
  }
}
