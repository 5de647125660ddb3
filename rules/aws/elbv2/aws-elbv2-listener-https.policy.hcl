locals {
  soc2_aws_elbv2_listener_https = {
    title    = "Application load balancer listeners use HTTPS or redirect to it"
    severity = "high"
    preset   = "default"
    since    = "0.1.0"
    criteria = [
      { id = "CC6.7", strength = "supports", not_shown = "Whether every client checks the certificate of the other side." },
      { id = "CC6.1", strength = "partial", not_shown = "Whether the application sends its cookies over TLS only." },
    ]
    description = "A listener for HTTP that serves the application sends passwords, cookies and data in clear text. One that only redirects to HTTPS is the usual way to catch old links and passes."
    remediation = {
      text   = "Set `protocol = \"HTTPS\"` with a certificate, or redirect to HTTPS in `default_action`."
      before = <<-EOT
        resource "aws_lb" "web" {
          name               = "web"
          load_balancer_type = "application"
          subnets            = ["subnet-0123456789abcdef0", "subnet-0123456789abcdef1"]
        }

        resource "aws_lb_listener" "web" {
          load_balancer_arn = aws_lb.web.arn
          port              = 80
          protocol          = "HTTP"

          default_action {
            type             = "forward"
            target_group_arn = "arn:aws:elasticloadbalancing:eu-west-1:123456789012:targetgroup/web/1"
          }

        }
      EOT
      after  = <<-EOT
        resource "aws_lb" "web" {
          name               = "web"
          load_balancer_type = "application"
          subnets            = ["subnet-0123456789abcdef0", "subnet-0123456789abcdef1"]
        }

        resource "aws_lb_listener" "web" {
          load_balancer_arn = aws_lb.web.arn

          port     = 80
          protocol = "HTTP"

          default_action {
            type = "redirect"

            redirect {
              protocol    = "HTTPS"
              port        = "443"
              status_code = "HTTP_301"
            }
          }

        }
      EOT
    }
    references = [
      "https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/lb_listener",
      "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/create-https-listener.html",
    ]
  }
}

policy {
  required_providers {
    aws = { source = "hashicorp/aws", version = ">= 5.0.0, < 7.0.0" }
  }
}

resource_policy "aws_lb_listener" "listener_https" {
  # Listeners of network and gateway load balancers carry anything; without a protocol they are HTTP on application load balancers only.
  filter = core::contains(["HTTP", "HTTPS"], local.protocol) && core::length(local.gateways) == 0

  locals {
    protocol = attrs.protocol == null ? "HTTP" : core::upper(attrs.protocol)
    gateways = [
      for lb in core::concat(core::getresources("aws_lb", { arn = attrs.load_balancer_arn }), core::getresources("aws_alb", { arn = attrs.load_balancer_arn })) : lb
      if lb.load_balancer_type == "gateway"
    ]
    redirects = [for a in attrs.default_action : a if a.type == "redirect" && core::length([for r in a.redirect : r if r.protocol == "HTTPS"]) > 0]
    others    = [for a in attrs.default_action : a if !(a.type == "redirect" && core::length([for r in a.redirect : r if r.protocol == "HTTPS"]) > 0)]
  }

  enforce {
    condition     = local.protocol == "HTTPS" || (core::length(local.redirects) > 0 && core::length(local.others) == 0)
    error_message = "This listener serves in clear text; set `protocol = \"HTTPS\"` with a certificate, or redirect to HTTPS."
  }
}

resource_policy "aws_alb_listener" "listener_https" {
  # Listeners of network and gateway load balancers carry anything; without a protocol they are HTTP on application load balancers only.
  filter = core::contains(["HTTP", "HTTPS"], local.protocol) && core::length(local.gateways) == 0

  locals {
    protocol = attrs.protocol == null ? "HTTP" : core::upper(attrs.protocol)
    gateways = [
      for lb in core::concat(core::getresources("aws_lb", { arn = attrs.load_balancer_arn }), core::getresources("aws_alb", { arn = attrs.load_balancer_arn })) : lb
      if lb.load_balancer_type == "gateway"
    ]
    redirects = [for a in attrs.default_action : a if a.type == "redirect" && core::length([for r in a.redirect : r if r.protocol == "HTTPS"]) > 0]
    others    = [for a in attrs.default_action : a if !(a.type == "redirect" && core::length([for r in a.redirect : r if r.protocol == "HTTPS"]) > 0)]
  }

  enforce {
    condition     = local.protocol == "HTTPS" || (core::length(local.redirects) > 0 && core::length(local.others) == 0)
    error_message = "This listener serves in clear text; set `protocol = \"HTTPS\"` with a certificate, or redirect to HTTPS."
  }
}
