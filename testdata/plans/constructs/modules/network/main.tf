variable "vpc_id" {
  type = string
}

variable "doors" {
  type = map(object({ port = number, source = string, enabled = bool }))
}

module "doors" {
  source   = "./modules/doors"
  for_each = var.doors
  vpc_id   = var.vpc_id
  name     = each.key
  door     = each.value
}

resource "aws_subnet" "public" {
  vpc_id                  = var.vpc_id
  cidr_block              = "10.16.1.0/24"
  map_public_ip_on_launch = length([for door in values(var.doors) : door if door.source == "0.0.0.0/0"]) > 0
}

output "groups" {
  value = { for name, door in module.doors : name => door.id }
}
