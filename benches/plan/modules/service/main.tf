variable "name" {
  type = string
}

module "bucket" {
  source = "./bucket"
  name   = var.name
}

resource "aws_security_group" "this" {
  name        = var.name
  description = "Service ${var.name}"
}

resource "aws_vpc_security_group_ingress_rule" "https" {
  security_group_id = aws_security_group.this.id
  ip_protocol       = "tcp"
  from_port         = 443
  to_port           = 443
  cidr_ipv4         = "10.0.0.0/8"
}

output "bucket_id" {
  value = module.bucket.id
}

output "group_id" {
  value = aws_security_group.this.id
}
