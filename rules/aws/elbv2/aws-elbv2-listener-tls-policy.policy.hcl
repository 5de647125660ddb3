locals {
  soc2_aws_elbv2_listener_tls_policy = {
    title    = "Load balancer TLS listeners use a TLS 1.2 or newer policy"
    severity = "high"
    preset   = "default"
    since    = "0.1.0"
    criteria = [
      { id = "CC6.7", strength = "supports", not_shown = "Whether every client checks the certificate of the other side." },
    ]
    description = "The default policy of a listener still accepts TLS 1.0 and ciphers that auditors and card schemes no longer allow. A policy name says which versions it accepts, so it can be read off the configuration."
    remediation = {
      text   = "Set `ssl_policy`, for example to `ELBSecurityPolicy-TLS13-1-2-2021-06`."
      before = <<-EOT
        resource "aws_lb" "web" {
          name               = "web"
          load_balancer_type = "application"
          subnets            = ["subnet-0123456789abcdef0", "subnet-0123456789abcdef1"]
        }

        resource "aws_lb_listener" "web" {
          load_balancer_arn = aws_lb.web.arn
          port              = 443
          protocol          = "HTTPS"
          ssl_policy        = "ELBSecurityPolicy-2016-08"
          certificate_arn   = "arn:aws:acm:eu-west-1:123456789012:certificate/1"

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
          port              = 443
          protocol          = "HTTPS"
          ssl_policy        = "ELBSecurityPolicy-TLS13-1-2-2021-06"
          certificate_arn   = "arn:aws:acm:eu-west-1:123456789012:certificate/1"

          default_action {
            type             = "forward"
            target_group_arn = "arn:aws:elasticloadbalancing:eu-west-1:123456789012:targetgroup/web/1"
          }

        }
      EOT
    }
    references = [
      "https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/lb_listener",
      "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/describe-ssl-policies.html",
    ]
  }
}

policy {
  required_providers {
    aws = { source = "hashicorp/aws", version = ">= 5.0.0, < 7.0.0" }
  }
}

resource_policy "aws_lb_listener" "listener_tls_policy" {
  filter = attrs.protocol != null && core::contains(["HTTPS", "TLS"], core::upper(attrs.protocol))

  enforce {
    condition = attrs.ssl_policy != null && (
      core::startswith(attrs.ssl_policy, "ELBSecurityPolicy-TLS13-1-2") ||
      core::startswith(attrs.ssl_policy, "ELBSecurityPolicy-TLS13-1-3") ||
      core::startswith(attrs.ssl_policy, "ELBSecurityPolicy-TLS-1-2") ||
      core::startswith(attrs.ssl_policy, "ELBSecurityPolicy-FS-1-2")
    )
    error_message = "This listener accepts TLS versions before 1.2; set `ssl_policy = \"ELBSecurityPolicy-TLS13-1-2-2021-06\"`."
  }
}

resource_policy "aws_alb_listener" "listener_tls_policy" {
  filter = attrs.protocol != null && core::contains(["HTTPS", "TLS"], core::upper(attrs.protocol))

  enforce {
    condition = attrs.ssl_policy != null && (
      core::startswith(attrs.ssl_policy, "ELBSecurityPolicy-TLS13-1-2") ||
      core::startswith(attrs.ssl_policy, "ELBSecurityPolicy-TLS13-1-3") ||
      core::startswith(attrs.ssl_policy, "ELBSecurityPolicy-TLS-1-2") ||
      core::startswith(attrs.ssl_policy, "ELBSecurityPolicy-FS-1-2")
    )
    error_message = "This listener accepts TLS versions before 1.2; set `ssl_policy = \"ELBSecurityPolicy-TLS13-1-2-2021-06\"`."
  }
}
