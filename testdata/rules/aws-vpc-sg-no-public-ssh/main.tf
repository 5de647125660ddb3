# What the source alone decides about SSH, and what it does not. The comment above a resource says what is expected of it.

variable "office" {
  description = "Never set here, so unknown."
  type        = string
}

variable "offices" {
  description = "Never set here, so unknown."
  type        = list(string)
}

variable "everywhere" {
  type    = string
  default = "0.0.0.0/0"
}

variable "rules" {
  type = map(object({ port = number, cidr = string }))
  default = {
    https = { port = 443, cidr = "0.0.0.0/0" }
    ssh   = { port = 22, cidr = "0.0.0.0/0" }
    vpn   = { port = 22, cidr = "10.8.0.0/16" }
  }
}

variable "more_rules" {
  description = "Never set here, so unknown."
  type        = list(object({ port = number, cidr = string }))
}

# expect: pass, no rules are written here; those of other resources are judged at their own place.
resource "aws_security_group" "without_rules" {
  name = "without-rules"
}

# expect: fail, the default of the variable is known.
resource "aws_security_group" "by_default_of_variable" {
  name = "by-default-of-variable"

  ingress {
    protocol    = "tcp"
    from_port   = 22
    to_port     = 22
    cidr_blocks = [var.everywhere]
  }
}

# expect: undetermined, the source of the rule is not known.
resource "aws_security_group" "unknown_source" {
  name = "unknown-source"

  ingress {
    protocol    = "tcp"
    from_port   = 22
    to_port     = 22
    cidr_blocks = [var.office]
  }
}

# expect: fail, whatever the variable holds, the other range is everybody.
resource "aws_security_group" "unknown_beside_everybody" {
  name = "unknown-beside-everybody"

  ingress {
    protocol    = "tcp"
    from_port   = 22
    to_port     = 22
    cidr_blocks = [var.office, "0.0.0.0/0"]
  }
}

# expect: pass, the source is unknown, but the port is not SSH.
resource "aws_security_group" "unknown_source_of_https" {
  name = "unknown-source-of-https"

  ingress {
    protocol    = "tcp"
    from_port   = 443
    to_port     = 443
    cidr_blocks = var.offices
  }
}

# expect: pass, one dynamic block per known rule, none of them SSH from everywhere.
resource "aws_security_group" "dynamic_closed" {
  name = "dynamic-closed"

  dynamic "ingress" {
    for_each = { for name, rule in var.rules : name => rule if name != "ssh" }

    content {
      protocol    = "tcp"
      from_port   = ingress.value.port
      to_port     = ingress.value.port
      cidr_blocks = [ingress.value.cidr]
    }
  }
}

# expect: fail, one of the dynamic blocks is SSH from everywhere.
resource "aws_security_group" "dynamic_open" {
  name = "dynamic-open"

  dynamic "ingress" {
    for_each = var.rules

    content {
      protocol    = "tcp"
      from_port   = ingress.value.port
      to_port     = ingress.value.port
      cidr_blocks = [ingress.value.cidr]
    }
  }
}

# expect: undetermined, nobody knows the rules.
resource "aws_security_group" "dynamic_unknown" {
  name = "dynamic-unknown"

  dynamic "ingress" {
    for_each = var.more_rules

    content {
      protocol    = "tcp"
      from_port   = ingress.value.port
      to_port     = ingress.value.port
      cidr_blocks = [ingress.value.cidr]
    }
  }
}

# expect: pass, nobody knows how many rules there are, but each is for a private range.
resource "aws_security_group" "dynamic_unknown_but_private" {
  name = "dynamic-unknown-but-private"

  dynamic "ingress" {
    for_each = var.more_rules

    content {
      protocol    = "tcp"
      from_port   = 22
      to_port     = 22
      cidr_blocks = ["10.0.0.0/8"]
    }
  }
}

# expect: fail, the written block decides, whatever the dynamic ones are.
resource "aws_security_group" "dynamic_unknown_beside_open" {
  name = "dynamic-unknown-beside-open"

  ingress {
    protocol         = "6"
    from_port        = 20
    to_port          = 30
    ipv6_cidr_blocks = ["::/0"]
  }

  dynamic "ingress" {
    for_each = var.more_rules

    content {
      protocol    = "tcp"
      from_port   = ingress.value.port
      to_port     = ingress.value.port
      cidr_blocks = [ingress.value.cidr]
    }
  }
}

# expect: fail, rules written as an attribute are the same.
resource "aws_security_group" "as_attribute" {
  name = "as-attribute"

  ingress = [{
    description      = "SSH"
    protocol         = "tcp"
    from_port        = 22
    to_port          = 22
    cidr_blocks      = ["0.0.0.0/1", "128.0.0.0/1"]
    ipv6_cidr_blocks = []
    prefix_list_ids  = []
    security_groups  = []
    self             = false
  }]
}

# expect: fail, the default group that the provider adopts.
resource "aws_default_security_group" "default" {
  ingress {
    protocol    = "-1"
    from_port   = 0
    to_port     = 0
    cidr_blocks = ["0.0.0.0/0"]
  }
}

# expect: pass, for ["https"] and ["vpn"], fail for ["ssh"].
resource "aws_security_group_rule" "each" {
  for_each = var.rules

  type              = "ingress"
  security_group_id = aws_security_group.without_rules.id
  protocol          = "tcp"
  from_port         = each.value.port
  to_port           = each.value.port
  cidr_blocks       = [each.value.cidr]
}

# expect: not applicable
resource "aws_security_group_rule" "out" {
  type              = "egress"
  security_group_id = aws_security_group.without_rules.id
  protocol          = "-1"
  from_port         = 0
  to_port           = 0
  cidr_blocks       = ["0.0.0.0/0"]
}

# expect: fail, the ranges come out of JSON.
resource "aws_security_group_rule" "decoded" {
  type              = "ingress"
  security_group_id = aws_security_group.without_rules.id
  protocol          = "tcp"
  from_port         = 22
  to_port           = 22
  cidr_blocks       = jsondecode("[\"0.0.0.0/0\"]")
}

# expect: undetermined
resource "aws_vpc_security_group_ingress_rule" "unknown_source" {
  security_group_id = aws_security_group.without_rules.id
  ip_protocol       = "tcp"
  from_port         = 22
  to_port           = 22
  cidr_ipv4         = var.office
}

# expect: pass, a group and a prefix list are not the internet.
resource "aws_vpc_security_group_ingress_rule" "group" {
  security_group_id            = aws_security_group.without_rules.id
  ip_protocol                  = "-1"
  referenced_security_group_id = aws_security_group.dynamic_closed.id
}

# expect: fail, for `module.open.aws_security_group.this` and its rule
module "open" {
  source = "./modules/group"
  cidr   = var.everywhere
}

# expect: pass, for `module.closed.aws_security_group.this` and its rule
module "closed" {
  source = "./modules/group"
  cidr   = "10.8.0.0/16"
}

# expect: undetermined, for `module.unknown.aws_security_group.this` and its rule
module "unknown" {
  source = "./modules/group"
  cidr   = var.office
}
