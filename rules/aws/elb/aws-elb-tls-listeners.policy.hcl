locals {
  soc2_aws_elb_tls_listeners = {
    title    = "Classic load balancers listen on HTTPS or SSL"
    severity = "high"
    preset   = "default"
    since    = "0.1.0"
    criteria = [
      { id = "CC6.7", strength = "supports", not_shown = "Which TLS versions the policy of the listener accepts, and the way to the instances." },
      { id = "CC6.1", strength = "partial", not_shown = "Who may use what is behind the load balancer." },
    ]
    description = "A listener for HTTP or TCP takes passwords and sessions in clear text. A classic load balancer can not redirect to HTTPS, so that a plain listener is in use until it is gone."
    remediation = {
      text   = "Set `lb_protocol` to `https` or `ssl`, with an `ssl_certificate_id`."
      before = <<-EOT
        resource "aws_elb" "web" {
          name    = "web"
          subnets = ["subnet-0123456789abcdef0"]

          listener {
            instance_port     = 8080
            instance_protocol = "http"
            lb_port           = 80
            lb_protocol       = "http"

          }
        }
      EOT
      after  = <<-EOT
        resource "aws_elb" "web" {
          name    = "web"
          subnets = ["subnet-0123456789abcdef0"]

          listener {
            instance_port      = 8080
            instance_protocol  = "http"
            lb_port            = 443
            lb_protocol        = "https"
            ssl_certificate_id = "arn:aws:acm:eu-west-1:123456789012:certificate/0b7b2a2d-0000-0000-0000-000000000000"
          }
        }
      EOT
    }
    references = [
      "https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/elb",
      "https://docs.aws.amazon.com/elasticloadbalancing/latest/classic/elb-https-load-balancers.html",
    ]
  }
}

policy {
  required_providers {
    aws = { source = "hashicorp/aws", version = ">= 5.0.0, < 7.0.0" }
  }
}

resource_policy "aws_elb" "tls_listeners" {
  locals {
    plain               = [for l in attrs.listener : l.lb_port if !core::contains(["https", "ssl"], core::lower(l.lb_protocol))]
    # As text, so that a certificate that is not known yet is one.
    without_certificate = [for l in attrs.listener : l if core::contains(["(null)", ""], core::valuetostring(core::try(l.ssl_certificate_id, null)))]
  }

  enforce {
    # AWS refuses a listener for TLS without a certificate: what will be there is not what is written.
    condition     = core::length(local.plain) == 0 && (core::length(local.without_certificate) == 0 || plugin::soc2::undetermined("what a TLS listener without certificate will be"))
    error_message = "This load balancer accepts clear text (port ${plugin::soc2::listed(local.plain)}); set `lb_protocol` to `https` or `ssl`."
  }
}
