locals {
  soc2_aws_cloudfront_waf = {
    title    = "CloudFront distributions sit behind a WAF"
    severity = "medium"
    preset   = "default"
    since    = "0.1.0"
    criteria = [
      { id = "CC6.6", strength = "partial", not_shown = "Which rules the web ACL has and whether they block; the association alone filters nothing." },
    ]
    description = "CloudFront is where the internet comes in. A web application firewall there stops floods and known attack patterns before they reach the origin, and auditors look for it at every public entrance."
    remediation = {
      text   = "Set `web_acl_id` to the ARN of an `aws_wafv2_web_acl` of scope `CLOUDFRONT`."
      before = <<-EOT
        resource "aws_cloudfront_distribution" "app" {
          enabled = true


          origin {
            origin_id   = "app"
            domain_name = "app.example.com"

            custom_origin_config {
              http_port              = 80
              https_port             = 443
              origin_protocol_policy = "https-only"
              origin_ssl_protocols   = ["TLSv1.2"]
            }
          }

          default_cache_behavior {
            target_origin_id       = "app"
            allowed_methods        = ["GET", "HEAD"]
            cached_methods         = ["GET", "HEAD"]
            cache_policy_id        = "658327ea-f89d-4fab-a63d-7e88639e58f6"
            viewer_protocol_policy = "https-only"
          }

          restrictions {
            geo_restriction {
              restriction_type = "none"
            }
          }

          viewer_certificate {
            acm_certificate_arn      = "arn:aws:acm:us-east-1:123456789012:certificate/0b7b2a2d-0000-0000-0000-000000000000"
            ssl_support_method       = "sni-only"
            minimum_protocol_version = "TLSv1.2_2021"
          }
        }
      EOT
      after  = <<-EOT
        resource "aws_cloudfront_distribution" "app" {
          enabled    = true
          web_acl_id = "arn:aws:wafv2:us-east-1:123456789012:global/webacl/main/0b7b2a2d-0000-0000-0000-000000000000"

          origin {
            origin_id   = "app"
            domain_name = "app.example.com"

            custom_origin_config {
              http_port              = 80
              https_port             = 443
              origin_protocol_policy = "https-only"
              origin_ssl_protocols   = ["TLSv1.2"]
            }
          }

          default_cache_behavior {
            target_origin_id       = "app"
            allowed_methods        = ["GET", "HEAD"]
            cached_methods         = ["GET", "HEAD"]
            cache_policy_id        = "658327ea-f89d-4fab-a63d-7e88639e58f6"
            viewer_protocol_policy = "https-only"
          }

          restrictions {
            geo_restriction {
              restriction_type = "none"
            }
          }

          viewer_certificate {
            acm_certificate_arn      = "arn:aws:acm:us-east-1:123456789012:certificate/0b7b2a2d-0000-0000-0000-000000000000"
            ssl_support_method       = "sni-only"
            minimum_protocol_version = "TLSv1.2_2021"
          }
        }
      EOT
    }
    references = [
      "https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/cloudfront_distribution",
      "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/distribution-web-awswaf.html",
    ]
  }
}

policy {
  required_providers {
    aws = { source = "hashicorp/aws", version = ">= 5.0.0, < 7.0.0" }
  }
}

resource_policy "aws_cloudfront_distribution" "waf" {
  enforce {
    condition     = plugin::soc2::is_set(attrs.web_acl_id)
    error_message = "No web ACL protects this distribution; set `web_acl_id`."
  }
}

resource_policy "aws_cloudfront_multitenant_distribution" "waf" {
  enforce {
    condition     = plugin::soc2::is_set(attrs.web_acl_id)
    error_message = "No web ACL protects this distribution; set `web_acl_id`."
  }
}
