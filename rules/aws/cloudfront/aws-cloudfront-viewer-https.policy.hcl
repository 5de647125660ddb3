locals {
  soc2_aws_cloudfront_viewer_https = {
    title    = "CloudFront viewers use HTTPS"
    severity = "high"
    preset   = "default"
    since    = "0.1.0"
    criteria = [
      { id = "CC6.7", strength = "supports", not_shown = "The way from CloudFront to the origin, and the TLS versions that are accepted." },
    ]
    description = "A behavior with `allow-all` serves sessions and data over plain HTTP, open to everybody on the way. Redirecting costs nothing, and encryption in transit is one of the first things that auditors and customers look for."
    remediation = {
      text   = "Set `viewer_protocol_policy` to `redirect-to-https` or `https-only` in every behavior."
      before = <<-EOT
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
            viewer_protocol_policy = "allow-all"
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
            viewer_protocol_policy = "redirect-to-https"
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
      "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-https-viewers-to-cloudfront.html",
    ]
  }
}

policy {
  required_providers {
    aws = { source = "hashicorp/aws", version = ">= 5.0.0, < 7.0.0" }
  }
}

resource_policy "aws_cloudfront_distribution" "viewer_https" {
  enforce {
    condition = (
      core::length([for b in attrs.default_cache_behavior : b if b.viewer_protocol_policy != "https-only" && b.viewer_protocol_policy != "redirect-to-https"]) == 0 &&
      core::length([for b in attrs.ordered_cache_behavior : b if b.viewer_protocol_policy != "https-only" && b.viewer_protocol_policy != "redirect-to-https"]) == 0
    )
    error_message = "Viewers may use plain HTTP; set `viewer_protocol_policy` to `redirect-to-https` or `https-only` in every behavior."
  }
}

resource_policy "aws_cloudfront_multitenant_distribution" "viewer_https" {
  enforce {
    condition = (
      core::length([for b in attrs.default_cache_behavior : b if b.viewer_protocol_policy != "https-only" && b.viewer_protocol_policy != "redirect-to-https"]) == 0 &&
      core::length([for b in attrs.cache_behavior : b if b.viewer_protocol_policy != "https-only" && b.viewer_protocol_policy != "redirect-to-https"]) == 0
    )
    error_message = "Viewers may use plain HTTP; set `viewer_protocol_policy` to `redirect-to-https` or `https-only` in every behavior."
  }
}
