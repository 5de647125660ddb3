locals {
  soc2_aws_elbv2_waf = {
    title    = "Internet-facing application load balancers sit behind a WAF"
    severity = "medium"
    preset   = "default"
    since    = "0.1.0"
    criteria = [
      { id = "CC6.6", strength = "supports", not_shown = "Which requests the rules of the web ACL stop." },
      { id = "CC6.1", strength = "partial", not_shown = "Whether the application checks its input itself." },
    ]
    description = "An application load balancer on the internet passes every request to the application. A web ACL in front of it stops known attacks and floods before they get there, which is the boundary protection that checklists name."
    remediation = {
      text   = "Add an `aws_wafv2_web_acl_association` with the ARN of the load balancer."
      before = <<-EOT
        resource "aws_lb" "web" {
          name               = "web"
          load_balancer_type = "application"
          subnets            = ["subnet-0123456789abcdef0", "subnet-0123456789abcdef1"]
        }
      EOT
      after  = <<-EOT
        resource "aws_lb" "web" {
          name               = "web"
          load_balancer_type = "application"
          subnets            = ["subnet-0123456789abcdef0", "subnet-0123456789abcdef1"]
        }

        resource "aws_wafv2_web_acl" "web" {
          name  = "web"
          scope = "REGIONAL"

          default_action {
            allow {}
          }

          visibility_config {
            cloudwatch_metrics_enabled = true
            metric_name                = "web"
            sampled_requests_enabled   = true
          }
        }

        resource "aws_wafv2_web_acl_association" "web" {
          resource_arn = aws_lb.web.arn
          web_acl_arn  = aws_wafv2_web_acl.web.arn
        }
      EOT
    }
    references = [
      "https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/wafv2_web_acl_association",
      "https://docs.aws.amazon.com/waf/latest/developerguide/web-acl-associating-aws-resource.html",
    ]
  }
}

policy {
  required_providers {
    aws = { source = "hashicorp/aws", version = ">= 5.0.0, < 7.0.0" }
  }
}

resource_policy "aws_lb" "waf" {
  filter = attrs.load_balancer_type != "network" && attrs.load_balancer_type != "gateway" && attrs.internal != true

  locals {
    associations          = core::getresources("aws_wafv2_web_acl_association", { resource_arn = attrs.arn })
    regional_associations = core::getresources("aws_wafregional_web_acl_association", { resource_arn = attrs.arn })
  }

  enforce {
    condition     = core::length(local.associations) > 0 || core::length(local.regional_associations) > 0
    error_message = "No web ACL stands before this load balancer, which is on the internet; add an `aws_wafv2_web_acl_association` for it."
  }
}

resource_policy "aws_alb" "waf" {
  filter = attrs.load_balancer_type != "network" && attrs.load_balancer_type != "gateway" && attrs.internal != true

  locals {
    associations          = core::getresources("aws_wafv2_web_acl_association", { resource_arn = attrs.arn })
    regional_associations = core::getresources("aws_wafregional_web_acl_association", { resource_arn = attrs.arn })
  }

  enforce {
    condition     = core::length(local.associations) > 0 || core::length(local.regional_associations) > 0
    error_message = "No web ACL stands before this load balancer, which is on the internet; add an `aws_wafv2_web_acl_association` for it."
  }
}
