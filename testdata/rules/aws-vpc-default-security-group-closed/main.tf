# VPCs with their default groups. The comment above a resource says what is expected of it.

variable "manage_default_group" {
  description = "Never set here, so unknown."
  type        = bool
}

locals {
  networks = { a = "10.1.0.0/16", b = "10.2.0.0/16" }
}

# expect: pass
resource "aws_vpc" "closed" {
  cidr_block = "10.0.0.0/16"
}

# expect: not applicable, judged with its VPC.
resource "aws_default_security_group" "closed" {
  vpc_id = aws_vpc.closed.id
}

# expect: pass, for both
resource "aws_vpc" "each" {
  for_each   = local.networks
  cidr_block = each.value
}

# expect: not applicable
resource "aws_default_security_group" "each" {
  for_each = local.networks
  vpc_id   = aws_vpc.each[each.key].id
}

# expect: fail, one of its default group's rules is left, as a block.
resource "aws_vpc" "members" {
  cidr_block = "10.3.0.0/16"
}

# expect: not applicable
resource "aws_default_security_group" "members" {
  vpc_id = aws_vpc.members.id

  ingress {
    protocol  = "-1"
    from_port = 0
    to_port   = 0
    self      = true
  }
}

# expect: fail, a rule resource adds to its default group.
resource "aws_vpc" "added" {
  cidr_block = "10.4.0.0/16"
}

# expect: not applicable
resource "aws_default_security_group" "added" {
  vpc_id = aws_vpc.added.id
}

resource "aws_vpc_security_group_egress_rule" "added" {
  security_group_id = aws_default_security_group.added.id
  ip_protocol       = "-1"
  cidr_ipv4         = "0.0.0.0/0"
}

# Rules of ordinary groups say nothing of default ones.
resource "aws_security_group" "web" {
  name   = "web"
  vpc_id = aws_vpc.closed.id
}

resource "aws_vpc_security_group_egress_rule" "web" {
  security_group_id = aws_security_group.web.id
  ip_protocol       = "-1"
  cidr_ipv4         = "0.0.0.0/0"
}

# expect: undetermined, its default group may or may not be managed.
resource "aws_vpc" "perhaps" {
  cidr_block = "10.6.0.0/16"
}

# expect: not applicable
resource "aws_default_security_group" "perhaps" {
  count  = var.manage_default_group ? 1 : 0
  vpc_id = aws_vpc.perhaps.id
}

data "aws_availability_zones" "here" {}

# expect: fail, adopted or not it is open
resource "aws_vpc" "unknown_and_open" {
  cidr_block = "10.90.0.0/16"
}

resource "aws_default_security_group" "unknown_and_open" {
  count  = length(data.aws_availability_zones.here.names)
  vpc_id = aws_vpc.unknown_and_open.id

  ingress {
    protocol  = "-1"
    self      = true
    from_port = 0
    to_port   = 0
  }
}

# expect: undetermined, whether it is adopted
resource "aws_vpc" "unknown_and_closed" {
  cidr_block = "10.90.0.0/16"
}

resource "aws_default_security_group" "unknown_and_closed" {
  count  = length(data.aws_availability_zones.here.names)
  vpc_id = aws_vpc.unknown_and_closed.id
}
