resource "aws_kms_key" "imported" {
  # checkov:skip=CKV_AWS_7:imported key material, risk R-7
  description         = "Signs releases"
  enable_key_rotation = false
}

#trivy:ignore:AWS-0107:exp:2027-01-31
resource "aws_vpc_security_group_ingress_rule" "ssh" {
  security_group_id = "sg-0123456789abcdef0"
  cidr_ipv4         = "0.0.0.0/0"
  ip_protocol       = "tcp"
  from_port         = 22
  to_port           = 22
}

# kics-scan ignore-block
resource "aws_kms_key" "old" {
  # checkov:skip=CKV_TF_1
  enable_key_rotation = false
}
