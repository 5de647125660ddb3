policytest {
  targets = ["aws-elbv2-listener-tls-policy.policy.hcl"]
}

resource "aws_lb_listener" "p0" {
  attrs = { protocol = "HTTPS", ssl_policy = "ELBSecurityPolicy-TLS13-1-2-2021-06" }
}

resource "aws_lb_listener" "p1" {
  attrs = { protocol = "HTTPS", ssl_policy = "ELBSecurityPolicy-TLS13-1-2-Ext2-2021-06" }
}

resource "aws_lb_listener" "p2" {
  attrs = { protocol = "HTTPS", ssl_policy = "ELBSecurityPolicy-TLS13-1-3-2021-06" }
}

resource "aws_lb_listener" "p3" {
  attrs = { protocol = "HTTPS", ssl_policy = "ELBSecurityPolicy-TLS-1-2-2017-01" }
}

resource "aws_lb_listener" "p4" {
  attrs = { protocol = "HTTPS", ssl_policy = "ELBSecurityPolicy-TLS-1-2-Ext-2018-06" }
}

resource "aws_lb_listener" "p5" {
  attrs = { protocol = "HTTPS", ssl_policy = "ELBSecurityPolicy-FS-1-2-Res-2020-10" }
}

resource "aws_lb_listener" "p6" {
  expect_failure = true
  attrs          = { protocol = "HTTPS", ssl_policy = "ELBSecurityPolicy-2016-08" }
}

resource "aws_lb_listener" "p7" {
  expect_failure = true
  attrs          = { protocol = "HTTPS", ssl_policy = "ELBSecurityPolicy-TLS13-1-0-2021-06" }
}

resource "aws_lb_listener" "p8" {
  expect_failure = true
  attrs          = { protocol = "HTTPS", ssl_policy = "ELBSecurityPolicy-TLS13-1-1-2021-06" }
}

resource "aws_lb_listener" "p9" {
  expect_failure = true
  attrs          = { protocol = "HTTPS", ssl_policy = "ELBSecurityPolicy-TLS-1-1-2017-01" }
}

resource "aws_lb_listener" "p10" {
  expect_failure = true
  attrs          = { protocol = "HTTPS", ssl_policy = "ELBSecurityPolicy-FS-2018-06" }
}

resource "aws_lb_listener" "p11" {
  expect_failure = true
  attrs          = { protocol = "HTTPS", ssl_policy = "ELBSecurityPolicy-FS-1-1-2019-08" }
}

resource "aws_lb_listener" "p12" {
  expect_failure = true
  attrs          = { protocol = "HTTPS", ssl_policy = null }
}

resource "aws_lb_listener" "tls_old" {
  expect_failure = true
  attrs          = { protocol = "TLS", ssl_policy = "ELBSecurityPolicy-2016-08" }
}

resource "aws_lb_listener" "http" {
  attrs = { protocol = "HTTP", ssl_policy = null }
}

resource "aws_lb_listener" "tcp" {
  attrs = { protocol = "TCP", ssl_policy = null }
}

resource "aws_lb_listener" "null_protocol" {
  attrs = { protocol = null, ssl_policy = null }
}

resource "aws_alb_listener" "p0" {
  attrs = { protocol = "HTTPS", ssl_policy = "ELBSecurityPolicy-TLS13-1-2-2021-06" }
}

resource "aws_alb_listener" "p1" {
  attrs = { protocol = "HTTPS", ssl_policy = "ELBSecurityPolicy-TLS13-1-2-Ext2-2021-06" }
}

resource "aws_alb_listener" "p2" {
  attrs = { protocol = "HTTPS", ssl_policy = "ELBSecurityPolicy-TLS13-1-3-2021-06" }
}

resource "aws_alb_listener" "p3" {
  attrs = { protocol = "HTTPS", ssl_policy = "ELBSecurityPolicy-TLS-1-2-2017-01" }
}

resource "aws_alb_listener" "p4" {
  attrs = { protocol = "HTTPS", ssl_policy = "ELBSecurityPolicy-TLS-1-2-Ext-2018-06" }
}

resource "aws_alb_listener" "p5" {
  attrs = { protocol = "HTTPS", ssl_policy = "ELBSecurityPolicy-FS-1-2-Res-2020-10" }
}

resource "aws_alb_listener" "p6" {
  expect_failure = true
  attrs          = { protocol = "HTTPS", ssl_policy = "ELBSecurityPolicy-2016-08" }
}

resource "aws_alb_listener" "p7" {
  expect_failure = true
  attrs          = { protocol = "HTTPS", ssl_policy = "ELBSecurityPolicy-TLS13-1-0-2021-06" }
}

resource "aws_alb_listener" "p8" {
  expect_failure = true
  attrs          = { protocol = "HTTPS", ssl_policy = "ELBSecurityPolicy-TLS13-1-1-2021-06" }
}

resource "aws_alb_listener" "p9" {
  expect_failure = true
  attrs          = { protocol = "HTTPS", ssl_policy = "ELBSecurityPolicy-TLS-1-1-2017-01" }
}

resource "aws_alb_listener" "p10" {
  expect_failure = true
  attrs          = { protocol = "HTTPS", ssl_policy = "ELBSecurityPolicy-FS-2018-06" }
}

resource "aws_alb_listener" "p11" {
  expect_failure = true
  attrs          = { protocol = "HTTPS", ssl_policy = "ELBSecurityPolicy-FS-1-1-2019-08" }
}

resource "aws_alb_listener" "p12" {
  expect_failure = true
  attrs          = { protocol = "HTTPS", ssl_policy = null }
}

resource "aws_alb_listener" "tls_old" {
  expect_failure = true
  attrs          = { protocol = "TLS", ssl_policy = "ELBSecurityPolicy-2016-08" }
}

resource "aws_alb_listener" "http" {
  attrs = { protocol = "HTTP", ssl_policy = null }
}

resource "aws_alb_listener" "tcp" {
  attrs = { protocol = "TCP", ssl_policy = null }
}

resource "aws_alb_listener" "null_protocol" {
  attrs = { protocol = null, ssl_policy = null }
}
