policytest {
  targets = ["aws-elb-tls-listeners.policy.hcl"]
}

resource "aws_elb" "https" {
  attrs = { listener = [{ lb_port = 443, lb_protocol = "https", instance_port = 80, instance_protocol = "http" }] }
}

resource "aws_elb" "ssl" {
  attrs = { listener = [{ lb_port = 443, lb_protocol = "SSL", instance_port = 80, instance_protocol = "http" }] }
}

resource "aws_elb" "both" {
  attrs = { listener = [{ lb_port = 443, lb_protocol = "HTTPS", instance_port = 80, instance_protocol = "http" }, { lb_port = 443, lb_protocol = "ssl", instance_port = 80, instance_protocol = "http" }] }
}

resource "aws_elb" "http" {
  expect_failure = true
  attrs          = { listener = [{ lb_port = 443, lb_protocol = "http", instance_port = 80, instance_protocol = "http" }] }
}

resource "aws_elb" "tcp" {
  expect_failure = true
  attrs          = { listener = [{ lb_port = 443, lb_protocol = "TCP", instance_port = 80, instance_protocol = "http" }] }
}

resource "aws_elb" "second" {
  expect_failure = true
  attrs          = { listener = [{ lb_port = 443, lb_protocol = "https", instance_port = 80, instance_protocol = "http" }, { lb_port = 443, lb_protocol = "http", instance_port = 80, instance_protocol = "http" }] }
}
