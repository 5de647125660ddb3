policytest {
  targets = ["aws-elb-tls-listeners.policy.hcl"]
}

resource "aws_elb" "https" {
  attrs = { listener = [{ lb_port = 443, lb_protocol = "https", ssl_certificate_id = "arn:aws:acm:eu-west-1:123456789012:certificate/web", instance_port = 80, instance_protocol = "http" }] }
}

resource "aws_elb" "ssl" {
  attrs = { listener = [{ lb_port = 443, lb_protocol = "SSL", ssl_certificate_id = "arn:aws:acm:eu-west-1:123456789012:certificate/web", instance_port = 80, instance_protocol = "http" }] }
}

resource "aws_elb" "both" {
  attrs = { listener = [{ lb_port = 443, lb_protocol = "HTTPS", ssl_certificate_id = "arn:aws:acm:eu-west-1:123456789012:certificate/web", instance_port = 80, instance_protocol = "http" }, { lb_port = 443, lb_protocol = "ssl", ssl_certificate_id = "arn:aws:acm:eu-west-1:123456789012:certificate/web", instance_port = 80, instance_protocol = "http" }] }
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
  attrs          = { listener = [{ lb_port = 443, lb_protocol = "https", ssl_certificate_id = "arn:aws:acm:eu-west-1:123456789012:certificate/web", instance_port = 80, instance_protocol = "http" }, { lb_port = 443, lb_protocol = "http", instance_port = 80, instance_protocol = "http" }] }
}
