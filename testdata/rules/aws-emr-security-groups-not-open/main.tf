variable "office" {
  type = string
}

resource "aws_security_group" "open" {
  name_prefix = "open-"
}

resource "aws_security_group_rule" "open" {
  security_group_id = aws_security_group.open.id
  type              = "ingress"
  protocol          = "tcp"
  from_port         = 8088
  to_port           = 8088
  cidr_blocks       = ["0.0.0.0/0"]
}

resource "aws_security_group" "closed" {
  name_prefix = "closed-"

  ingress {
    protocol  = "tcp"
    from_port = 0
    to_port   = 65535
    self      = true
  }
}

resource "aws_security_group" "office" {
  name_prefix = "office-"
}

resource "aws_vpc_security_group_ingress_rule" "office" {
  security_group_id = aws_security_group.office.id
  ip_protocol       = "tcp"
  from_port         = 443
  to_port           = 443
  cidr_ipv4         = var.office
}

# expect: fail, one of three groups
resource "aws_emr_cluster" "open" {
  name         = "open"
  service_role = "emr"

  ec2_attributes {
    instance_profile                  = "emr"
    emr_managed_master_security_group = aws_security_group.open.id
    emr_managed_slave_security_group  = aws_security_group.closed.id
    service_access_security_group     = aws_security_group.closed.id
  }
}

# expect: pass
resource "aws_emr_cluster" "closed" {
  name         = "closed"
  service_role = "emr"

  ec2_attributes {
    instance_profile                  = "emr"
    emr_managed_master_security_group = aws_security_group.closed.id
    emr_managed_slave_security_group  = aws_security_group.closed.id
    service_access_security_group     = aws_security_group.closed.id
  }
}

# expect: undetermined, var.office may be everything
resource "aws_emr_cluster" "office" {
  name         = "office"
  service_role = "emr"

  ec2_attributes {
    instance_profile                  = "emr"
    emr_managed_master_security_group = aws_security_group.closed.id
    emr_managed_slave_security_group  = aws_security_group.closed.id
    service_access_security_group     = aws_security_group.office.id
  }
}
