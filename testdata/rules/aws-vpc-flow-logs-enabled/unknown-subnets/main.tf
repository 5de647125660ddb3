data "aws_availability_zones" "here" {}

# expect: fail, however many subnets there are, none has a log
resource "aws_vpc" "not_logged" {
  cidr_block = "10.0.0.0/16"
}

resource "aws_subnet" "not_logged" {
  count      = length(data.aws_availability_zones.here.names)
  vpc_id     = aws_vpc.not_logged.id
  cidr_block = cidrsubnet("10.0.0.0/16", 8, count.index)
}

# expect: undetermined, whether there is a subnet to log
resource "aws_vpc" "logged" {
  cidr_block = "10.1.0.0/16"
}

resource "aws_subnet" "logged" {
  count      = length(data.aws_availability_zones.here.names)
  vpc_id     = aws_vpc.logged.id
  cidr_block = cidrsubnet("10.1.0.0/16", 8, count.index)
}

resource "aws_flow_log" "logged" {
  count           = length(data.aws_availability_zones.here.names)
  subnet_id       = aws_subnet.logged[count.index].id
  traffic_type    = "ALL"
  log_destination = "arn:aws:s3:::example-flow-logs"
}
