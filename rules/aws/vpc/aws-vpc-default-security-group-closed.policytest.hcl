policytest {
  targets = ["aws-vpc-default-security-group-closed.policy.hcl"]
}

# VPCs and their default groups.

resource "aws_vpc" "closed" {
  attrs = {
    id         = "vpc-closed"
    cidr_block = "10.0.0.0/16"
  }
}

resource "aws_default_security_group" "closed" {
  attrs = {
    id     = "sg-closed"
    vpc_id = "vpc-closed"
  }
}

resource "aws_vpc" "empty" {
  attrs = {
    id         = "vpc-empty"
    cidr_block = "10.0.0.0/16"
  }
}

resource "aws_default_security_group" "empty" {
  attrs = {
    id      = "sg-empty"
    vpc_id  = "vpc-empty"
    ingress = []
    egress  = []
  }
}

resource "aws_vpc" "null" {
  attrs = {
    id         = "vpc-null"
    cidr_block = "10.0.0.0/16"
  }
}

resource "aws_default_security_group" "null" {
  attrs = {
    id      = "sg-null"
    vpc_id  = "vpc-null"
    ingress = null
    egress  = null
  }
}

resource "aws_vpc" "alone" {
  expect_failure = true
  attrs = {
    id         = "vpc-alone"
    cidr_block = "10.0.0.0/16"
  }
}

resource "aws_vpc" "members" {
  expect_failure = true
  attrs = {
    id         = "vpc-members"
    cidr_block = "10.0.0.0/16"
  }
}

resource "aws_default_security_group" "members" {
  attrs = {
    id      = "sg-members"
    vpc_id  = "vpc-members"
    ingress = [{ protocol = "-1", from_port = 0, to_port = 0, self = true }]
  }
}

resource "aws_vpc" "outbound" {
  expect_failure = true
  attrs = {
    id         = "vpc-outbound"
    cidr_block = "10.0.0.0/16"
  }
}

resource "aws_default_security_group" "outbound" {
  attrs = {
    id      = "sg-outbound"
    vpc_id  = "vpc-outbound"
    ingress = []
    egress  = [{ protocol = "-1", from_port = 0, to_port = 0, cidr_blocks = ["0.0.0.0/0"] }]
  }
}

resource "aws_vpc" "as_aws_makes_it" {
  expect_failure = true
  attrs = {
    id         = "vpc-as_aws_makes_it"
    cidr_block = "10.0.0.0/16"
  }
}

resource "aws_default_security_group" "as_aws_makes_it" {
  attrs = {
    id      = "sg-as_aws_makes_it"
    vpc_id  = "vpc-as_aws_makes_it"
    ingress = [{ protocol = "-1", from_port = 0, to_port = 0, self = true }]
    egress  = [{ protocol = "-1", from_port = 0, to_port = 0, cidr_blocks = ["0.0.0.0/0"] }]
  }
}

# Rule resources that add to a default group.

resource "aws_vpc" "old_rule" {
  expect_failure = true
  attrs = {
    id         = "vpc-old_rule"
    cidr_block = "10.0.0.0/16"
  }
}

resource "aws_default_security_group" "old_rule" {
  attrs = {
    id     = "sg-old_rule"
    vpc_id = "vpc-old_rule"
  }
}

resource "aws_security_group_rule" "old_rule" {
  attrs = {
    security_group_id = "sg-old_rule"
    type              = "egress"
    protocol          = "tcp"
    from_port         = 443
    to_port           = 443
  }
}

resource "aws_vpc" "ingress_rule" {
  expect_failure = true
  attrs = {
    id         = "vpc-ingress_rule"
    cidr_block = "10.0.0.0/16"
  }
}

resource "aws_default_security_group" "ingress_rule" {
  attrs = {
    id     = "sg-ingress_rule"
    vpc_id = "vpc-ingress_rule"
  }
}

resource "aws_vpc_security_group_ingress_rule" "ingress_rule" {
  attrs = {
    security_group_id = "sg-ingress_rule"
    ip_protocol       = "tcp"
    from_port         = 443
    to_port           = 443
  }
}

resource "aws_vpc" "egress_rule" {
  expect_failure = true
  attrs = {
    id         = "vpc-egress_rule"
    cidr_block = "10.0.0.0/16"
  }
}

resource "aws_default_security_group" "egress_rule" {
  attrs = {
    id     = "sg-egress_rule"
    vpc_id = "vpc-egress_rule"
  }
}

resource "aws_vpc_security_group_egress_rule" "egress_rule" {
  attrs = {
    security_group_id = "sg-egress_rule"
    ip_protocol       = "tcp"
    from_port         = 443
    to_port           = 443
  }
}

resource "aws_vpc" "by_id_of_vpc" {
  expect_failure = true
  attrs = {
    id                        = "vpc-by_id_of_vpc"
    cidr_block                = "10.0.0.0/16"
    default_security_group_id = "sg-by_id_of_vpc"
  }
}

resource "aws_default_security_group" "by_id_of_vpc" {
  attrs = {
    id     = "sg-by_id_of_vpc"
    vpc_id = "vpc-by_id_of_vpc"
  }
}

resource "aws_vpc_security_group_ingress_rule" "by_id_of_vpc" {
  attrs = {
    security_group_id = "sg-by_id_of_vpc"
    ip_protocol       = "tcp"
    from_port         = 443
    to_port           = 443
  }
}

resource "aws_security_group" "web" {
  attrs = {
    id     = "sg-web"
    name   = "web"
    vpc_id = "vpc-closed"
  }
}

resource "aws_vpc_security_group_ingress_rule" "of_another_group" {
  attrs = {
    security_group_id = "sg-web"
    ip_protocol       = "tcp"
    from_port         = 443
    to_port           = 443
  }
}

# Default groups of VPCs that are not in the configuration.

resource "aws_default_security_group" "elsewhere_closed" {
  attrs = {
    id     = "sg-elsewhere_closed"
    vpc_id = "vpc-elsewhere1"
  }
}

resource "aws_default_security_group" "of_the_default_vpc" {
  attrs = {
    id = "sg-of_the_default_vpc"
  }
}

resource "aws_default_security_group" "elsewhere_null" {
  attrs = {
    id      = "sg-elsewhere_null"
    vpc_id  = null
    ingress = null
    egress  = null
  }
}

resource "aws_default_security_group" "elsewhere_members" {
  expect_failure = true
  attrs = {
    id      = "sg-elsewhere_members"
    vpc_id  = "vpc-elsewhere2"
    ingress = [{ protocol = "-1", from_port = 0, to_port = 0, self = true }]
  }
}

resource "aws_default_security_group" "elsewhere_outbound" {
  expect_failure = true
  attrs = {
    id     = "sg-elsewhere_outbound"
    egress = [{ protocol = "-1", from_port = 0, to_port = 0, cidr_blocks = ["0.0.0.0/0"] }]
  }
}

resource "aws_default_security_group" "elsewhere_rule" {
  expect_failure = true
  attrs = {
    id     = "sg-elsewhere_rule"
    vpc_id = "vpc-elsewhere3"
  }
}

resource "aws_vpc_security_group_egress_rule" "elsewhere_rule" {
  attrs = {
    security_group_id = "sg-elsewhere_rule"
    ip_protocol       = "-1"
  }
}

resource "aws_default_vpc" "default" {
  attrs = {
    id = "vpc-default"
  }
}

resource "aws_default_security_group" "in_the_default_vpc" {
  expect_failure = true
  attrs = {
    id      = "sg-in_the_default_vpc"
    vpc_id  = "vpc-default"
    ingress = [{ protocol = "-1", from_port = 0, to_port = 0, self = true }]
  }
}
