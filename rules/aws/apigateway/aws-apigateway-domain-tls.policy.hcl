locals {
  soc2_aws_apigateway_domain_tls = {
    title    = "API Gateway custom domains use TLS 1.2 or newer"
    severity = "high"
    preset   = "default"
    since    = "0.1.0"
    criteria = [
      { id = "CC6.7", strength = "supports", not_shown = "Which ciphers clients negotiate, and how the API talks to its backends." },
    ]
    description = "A custom domain is the door that customers use. TLS 1.0 and 1.1 have known weaknesses and are banned by the common standards, so an auditor asks that the door refuses them, written down rather than left to a default that differs between endpoint types."
    remediation = {
      text   = "Set `security_policy = \"TLS_1_2\"` or a newer policy."
      before = <<-EOT
        resource "aws_api_gateway_domain_name" "api" {
          domain_name     = "api.example.com"
          certificate_arn = "arn:aws:acm:us-east-1:123456789012:certificate/0b7b2a2d-0000-0000-0000-000000000000"
          security_policy = "TLS_1_0"
        }
      EOT
      after  = <<-EOT
        resource "aws_api_gateway_domain_name" "api" {
          domain_name     = "api.example.com"
          certificate_arn = "arn:aws:acm:us-east-1:123456789012:certificate/0b7b2a2d-0000-0000-0000-000000000000"
          security_policy = "TLS_1_2"
        }
      EOT
    }
    references = [
      "https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/api_gateway_domain_name",
      "https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/apigatewayv2_domain_name",
      "https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-custom-domain-tls-version.html",
    ]
  }
}

policy {
  required_providers {
    aws = { source = "hashicorp/aws", version = ">= 5.0.0, < 7.0.0" }
  }
}

resource_policy "aws_api_gateway_domain_name" "domain_tls" {
  enforce {
    condition = attrs.security_policy != null && (
      attrs.security_policy == "TLS_1_2" ||
      core::startswith(attrs.security_policy, "SecurityPolicy_TLS12") ||
      core::startswith(attrs.security_policy, "SecurityPolicy_TLS13")
    )
    error_message = "This custom domain ${attrs.security_policy == null ? "leaves its oldest TLS version to a default" : "accepts TLS older than 1.2"}; set `security_policy = \"TLS_1_2\"` or a newer policy."
  }
}

resource_policy "aws_apigatewayv2_domain_name" "domain_tls" {
  enforce {
    condition     = core::length([for c in attrs.domain_name_configuration : c if c.security_policy != "TLS_1_2"]) == 0
    error_message = "This custom domain accepts TLS older than 1.2; set `security_policy = \"TLS_1_2\"` in `domain_name_configuration`."
  }
}
