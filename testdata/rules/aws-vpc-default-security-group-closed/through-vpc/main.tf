# A root module of its own: with groups of other kinds beside it, nothing tells them from the group that the VPC exports.

# expect: fail or undetermined, never pass: a rule resource adds to its default group, named through the VPC.
resource "aws_vpc" "added_by_vpc" {
  cidr_block = "10.5.0.0/16"
}

# expect: not applicable
resource "aws_default_security_group" "added_by_vpc" {
  vpc_id = aws_vpc.added_by_vpc.id
}

resource "aws_security_group_rule" "added_by_vpc" {
  type              = "ingress"
  security_group_id = aws_vpc.added_by_vpc.default_security_group_id
  protocol          = "tcp"
  from_port         = 443
  to_port           = 443
  cidr_blocks       = ["10.0.0.0/8"]
}
