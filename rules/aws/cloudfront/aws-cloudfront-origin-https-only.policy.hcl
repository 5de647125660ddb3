locals {
  soc2_aws_cloudfront_origin_https_only = {
    title    = "CloudFront talks HTTPS to custom origins"
    severity = "high"
    preset   = "default"
    since    = "0.1.0"
    criteria = [
      { id = "CC6.7", strength = "supports", not_shown = "Which certificates the origin has, and what happens behind it." },
    ]
    description = "The padlock in the browser ends at CloudFront. Where the last leg to the origin is HTTP, the sessions and data of the viewers cross the internet in clear text. An S3 website endpoint speaks no HTTPS: use the bucket with origin access control."
    remediation = {
      text   = "Set `origin_protocol_policy = \"https-only\"` for every custom origin."
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
              origin_protocol_policy = "http-only"
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
      "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-https-cloudfront-to-custom-origin.html",
    ]
  }
}

policy {
  required_providers {
    aws = { source = "hashicorp/aws", version = ">= 5.0.0, < 7.0.0" }
  }
}

resource_policy "aws_cloudfront_distribution" "origin_https_only" {
  locals {
    # What viewers may ask in clear text, and the groups of origins that answer.
    clear_default = [for b in attrs.default_cache_behavior : b if b.viewer_protocol_policy != "https-only" && b.viewer_protocol_policy != "redirect-to-https"]
    clear_ordered = [for b in attrs.ordered_cache_behavior : b if b.viewer_protocol_policy != "https-only" && b.viewer_protocol_policy != "redirect-to-https"]
    clear_groups = [
      for g in attrs.origin_group : g
      if core::length([for b in local.clear_default : b if b.target_origin_id == g.origin_id]) > 0 || core::length([for b in local.clear_ordered : b if b.target_origin_id == g.origin_id]) > 0
    ]

    # `match-viewer` is as good as its behaviors.
    clear_origins = [
      for o in attrs.origin : o.origin_id
      if core::length([
        for c in o.custom_origin_config : c
        if c.origin_protocol_policy != "https-only" && (
          c.origin_protocol_policy != "match-viewer" ||
          core::length([for b in local.clear_default : b if b.target_origin_id == o.origin_id]) > 0 ||
          core::length([for b in local.clear_ordered : b if b.target_origin_id == o.origin_id]) > 0 ||
          core::length([for g in local.clear_groups : g if core::length([for m in g.member : m if m.origin_id == o.origin_id]) > 0]) > 0
        )
      ]) > 0
    ]
  }

  enforce {
    condition     = core::length(local.clear_origins) == 0
    error_message = "CloudFront talks plain HTTP to an origin (${plugin::soc2::listed(local.clear_origins)}); set `origin_protocol_policy = \"https-only\"`."
  }
}

resource_policy "aws_cloudfront_multitenant_distribution" "origin_https_only" {
  locals {
    # What viewers may ask in clear text, and the groups of origins that answer.
    clear_default = [for b in attrs.default_cache_behavior : b if b.viewer_protocol_policy != "https-only" && b.viewer_protocol_policy != "redirect-to-https"]
    clear_ordered = [for b in attrs.cache_behavior : b if b.viewer_protocol_policy != "https-only" && b.viewer_protocol_policy != "redirect-to-https"]
    clear_groups = [
      for g in attrs.origin_group : g
      if core::length([for b in local.clear_default : b if b.target_origin_id == g.id]) > 0 || core::length([for b in local.clear_ordered : b if b.target_origin_id == g.id]) > 0
    ]

    # `match-viewer` is as good as its behaviors.
    clear_origins = [
      for o in attrs.origin : o.id
      if core::length([
        for c in o.custom_origin_config : c
        if c.origin_protocol_policy != "https-only" && (
          c.origin_protocol_policy != "match-viewer" ||
          core::length([for b in local.clear_default : b if b.target_origin_id == o.id]) > 0 ||
          core::length([for b in local.clear_ordered : b if b.target_origin_id == o.id]) > 0 ||
          core::length([for g in local.clear_groups : g if core::length([for m in g.member : m if m.origin_id == o.id]) > 0]) > 0
        )
      ]) > 0
    ]
  }

  enforce {
    condition     = core::length(local.clear_origins) == 0
    error_message = "CloudFront talks plain HTTP to an origin (${plugin::soc2::listed(local.clear_origins)}); set `origin_protocol_policy = \"https-only\"`."
  }
}
