policytest {
  targets = ["aws-elbv2-waf.policy.hcl"]
}

resource "aws_wafv2_web_acl_association" "a" {
  skip  = true
  attrs = { resource_arn = "arn:v2", web_acl_arn = "acl" }
}

resource "aws_wafregional_web_acl_association" "a" {
  skip  = true
  attrs = { resource_arn = "arn:classic", web_acl_id = "acl" }
}

resource "aws_lb" "v2" {
  attrs = { arn = "arn:v2", load_balancer_type = "application", internal = false }
}

resource "aws_lb" "classic" {
  attrs = { arn = "arn:classic", load_balancer_type = "application", internal = null }
}

resource "aws_lb" "none" {
  expect_failure = true
  attrs          = { arn = "arn:none", load_balancer_type = "application", internal = false }
}

# Application and on the internet, where nothing is said.
resource "aws_lb" "null" {
  expect_failure = true
  attrs          = { arn = "arn:none", load_balancer_type = null, internal = null }
}

resource "aws_lb" "internal" {
  attrs = { arn = "arn:none", load_balancer_type = "application", internal = true }
}

resource "aws_lb" "network" {
  attrs = { arn = "arn:none", load_balancer_type = "network", internal = false }
}

resource "aws_lb" "gateway" {
  attrs = { arn = "arn:none", load_balancer_type = "gateway", internal = null }
}

resource "aws_alb" "v2" {
  attrs = { arn = "arn:v2", load_balancer_type = "application", internal = false }
}

resource "aws_alb" "classic" {
  attrs = { arn = "arn:classic", load_balancer_type = "application", internal = null }
}

resource "aws_alb" "none" {
  expect_failure = true
  attrs          = { arn = "arn:none", load_balancer_type = "application", internal = false }
}

# Application and on the internet, where nothing is said.
resource "aws_alb" "null" {
  expect_failure = true
  attrs          = { arn = "arn:none", load_balancer_type = null, internal = null }
}

resource "aws_alb" "internal" {
  attrs = { arn = "arn:none", load_balancer_type = "application", internal = true }
}

resource "aws_alb" "network" {
  attrs = { arn = "arn:none", load_balancer_type = "network", internal = false }
}

resource "aws_alb" "gateway" {
  attrs = { arn = "arn:none", load_balancer_type = "gateway", internal = null }
}
