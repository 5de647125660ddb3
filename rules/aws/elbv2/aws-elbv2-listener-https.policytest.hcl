policytest {
  targets = ["aws-elbv2-listener-https.policy.hcl"]
}

resource "aws_lb" "gateway" {
  skip  = true
  attrs = { arn = "arn:gateway", load_balancer_type = "gateway" }
}

resource "aws_lb" "web" {
  skip  = true
  attrs = { arn = "arn:x", load_balancer_type = "application" }
}

resource "aws_alb" "none" {
  skip  = true
  attrs = { arn = "arn:y", load_balancer_type = "application" }
}

resource "aws_lb_listener" "https" {
  attrs = { protocol = "HTTPS", load_balancer_arn = "arn:x", default_action = [{ type = "forward", redirect = [] }] }
}

resource "aws_lb_listener" "lower_case" {
  attrs = { protocol = "https", load_balancer_arn = "arn:x", default_action = [{ type = "forward", redirect = [] }] }
}

resource "aws_lb_listener" "http" {
  expect_failure = true
  attrs          = { protocol = "HTTP", load_balancer_arn = "arn:x", default_action = [{ type = "forward", redirect = [] }] }
}

# HTTP where nothing is said.
resource "aws_lb_listener" "null" {
  expect_failure = true
  attrs          = { protocol = null, load_balancer_arn = "arn:x", default_action = [{ type = "forward", redirect = [] }] }
}

resource "aws_lb_listener" "redirect" {
  attrs = { protocol = "HTTP", load_balancer_arn = "arn:x", default_action = [{ type = "redirect", redirect = [{ protocol = "HTTPS", port = "443", status_code = "HTTP_301" }] }] }
}

resource "aws_lb_listener" "redirect_to_http" {
  expect_failure = true
  attrs          = { protocol = "HTTP", load_balancer_arn = "arn:x", default_action = [{ type = "redirect", redirect = [{ protocol = "HTTP", port = "443", status_code = "HTTP_301" }] }] }
}

resource "aws_lb_listener" "redirect_same_protocol" {
  expect_failure = true
  attrs          = { protocol = "HTTP", load_balancer_arn = "arn:x", default_action = [{ type = "redirect", redirect = [{ protocol = "#{protocol}", port = "443", status_code = "HTTP_301" }] }] }
}

resource "aws_lb_listener" "redirect_null" {
  expect_failure = true
  attrs          = { protocol = "HTTP", load_balancer_arn = "arn:x", default_action = [{ type = "redirect", redirect = [{ protocol = null, port = "443", status_code = "HTTP_301" }] }] }
}

resource "aws_lb_listener" "forward_with_redirect_block" {
  expect_failure = true
  attrs          = { protocol = "HTTP", load_balancer_arn = "arn:x", default_action = [{ type = "forward", redirect = [{ protocol = "HTTPS", port = "443", status_code = "HTTP_301" }] }] }
}

resource "aws_lb_listener" "no_action" {
  expect_failure = true
  attrs          = { protocol = "HTTP", load_balancer_arn = "arn:x", default_action = [] }
}

resource "aws_lb_listener" "tcp" {
  attrs = { protocol = "TCP", load_balancer_arn = "arn:x", default_action = [{ type = "forward", redirect = [] }] }
}

resource "aws_lb_listener" "tls" {
  attrs = { protocol = "TLS", load_balancer_arn = "arn:x", default_action = [{ type = "forward", redirect = [] }] }
}

resource "aws_lb_listener" "udp" {
  attrs = { protocol = "UDP", load_balancer_arn = "arn:x", default_action = [{ type = "forward", redirect = [] }] }
}

resource "aws_lb_listener" "gateway" {
  attrs = { protocol = null, load_balancer_arn = "arn:gateway", default_action = [{ type = "forward", redirect = [] }] }
}

resource "aws_alb_listener" "https" {
  attrs = { protocol = "HTTPS", load_balancer_arn = "arn:x", default_action = [{ type = "forward", redirect = [] }] }
}

resource "aws_alb_listener" "lower_case" {
  attrs = { protocol = "https", load_balancer_arn = "arn:x", default_action = [{ type = "forward", redirect = [] }] }
}

resource "aws_alb_listener" "http" {
  expect_failure = true
  attrs          = { protocol = "HTTP", load_balancer_arn = "arn:x", default_action = [{ type = "forward", redirect = [] }] }
}

# HTTP where nothing is said.
resource "aws_alb_listener" "null" {
  expect_failure = true
  attrs          = { protocol = null, load_balancer_arn = "arn:x", default_action = [{ type = "forward", redirect = [] }] }
}

resource "aws_alb_listener" "redirect" {
  attrs = { protocol = "HTTP", load_balancer_arn = "arn:x", default_action = [{ type = "redirect", redirect = [{ protocol = "HTTPS", port = "443", status_code = "HTTP_301" }] }] }
}

resource "aws_alb_listener" "redirect_to_http" {
  expect_failure = true
  attrs          = { protocol = "HTTP", load_balancer_arn = "arn:x", default_action = [{ type = "redirect", redirect = [{ protocol = "HTTP", port = "443", status_code = "HTTP_301" }] }] }
}

resource "aws_alb_listener" "redirect_same_protocol" {
  expect_failure = true
  attrs          = { protocol = "HTTP", load_balancer_arn = "arn:x", default_action = [{ type = "redirect", redirect = [{ protocol = "#{protocol}", port = "443", status_code = "HTTP_301" }] }] }
}

resource "aws_alb_listener" "redirect_null" {
  expect_failure = true
  attrs          = { protocol = "HTTP", load_balancer_arn = "arn:x", default_action = [{ type = "redirect", redirect = [{ protocol = null, port = "443", status_code = "HTTP_301" }] }] }
}

resource "aws_alb_listener" "forward_with_redirect_block" {
  expect_failure = true
  attrs          = { protocol = "HTTP", load_balancer_arn = "arn:x", default_action = [{ type = "forward", redirect = [{ protocol = "HTTPS", port = "443", status_code = "HTTP_301" }] }] }
}

resource "aws_alb_listener" "no_action" {
  expect_failure = true
  attrs          = { protocol = "HTTP", load_balancer_arn = "arn:x", default_action = [] }
}

resource "aws_alb_listener" "tcp" {
  attrs = { protocol = "TCP", load_balancer_arn = "arn:x", default_action = [{ type = "forward", redirect = [] }] }
}

resource "aws_alb_listener" "tls" {
  attrs = { protocol = "TLS", load_balancer_arn = "arn:x", default_action = [{ type = "forward", redirect = [] }] }
}

resource "aws_alb_listener" "udp" {
  attrs = { protocol = "UDP", load_balancer_arn = "arn:x", default_action = [{ type = "forward", redirect = [] }] }
}

resource "aws_alb_listener" "gateway" {
  attrs = { protocol = null, load_balancer_arn = "arn:gateway", default_action = [{ type = "forward", redirect = [] }] }
}
