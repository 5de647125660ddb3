locals {
  soc2_aws_opensearch_https = {
    title    = "OpenSearch domains enforce HTTPS with TLS 1.2"
    severity = "high"
    preset   = "default"
    since    = "0.1.0"
    criteria = [
      { id = "CC6.7", strength = "supports", not_shown = "Whether every client checks the certificate of the other side." },
    ]
    description = "Without enforced HTTPS a client that says `http` sends queries, data and passwords in clear text, and nobody notices. The service's default policy still accepts TLS 1.0."
    remediation = {
      text   = "Add `domain_endpoint_options` with `enforce_https = true` and a `tls_security_policy` of TLS 1.2."
      before = <<-EOT
        resource "aws_opensearch_domain" "search" {
          domain_name    = "search"
          engine_version = "OpenSearch_2.19"

          domain_endpoint_options {
            enforce_https       = true
            tls_security_policy = "Policy-Min-TLS-1-0-2019-07"
          }
        }
      EOT
      after  = <<-EOT
        resource "aws_opensearch_domain" "search" {
          domain_name    = "search"
          engine_version = "OpenSearch_2.19"

          domain_endpoint_options {
            enforce_https       = true
            tls_security_policy = "Policy-Min-TLS-1-2-PFS-2023-10"
          }
        }
      EOT
    }
    references = [
      "https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/opensearch_domain",
      "https://docs.aws.amazon.com/opensearch-service/latest/developerguide/infrastructure-security.html",
      "https://docs.aws.amazon.com/opensearch-service/latest/APIReference/API_DomainEndpointOptions.html",
    ]
  }
}

policy {
  required_providers {
    aws = { source = "hashicorp/aws", version = ">= 5.0.0, < 7.0.0" }
  }
}

resource_policy "aws_opensearch_domain" "https" {
  enforce {
    condition     = core::length([for o in attrs.domain_endpoint_options : o if o.enforce_https != false]) > 0
    error_message = "This domain answers in clear text; add `domain_endpoint_options` with `enforce_https = true`."
  }

  enforce {
    condition     = core::length([for o in attrs.domain_endpoint_options : o if o.tls_security_policy != null && core::startswith(o.tls_security_policy, "Policy-Min-TLS-1-2")]) > 0
    error_message = "This domain accepts TLS 1.0; set `tls_security_policy = \"Policy-Min-TLS-1-2-PFS-2023-10\"` in `domain_endpoint_options`."
  }
}

resource_policy "aws_elasticsearch_domain" "https" {
  enforce {
    condition     = core::length([for o in attrs.domain_endpoint_options : o if o.enforce_https != false]) > 0
    error_message = "This domain answers in clear text; add `domain_endpoint_options` with `enforce_https = true`."
  }

  enforce {
    condition     = core::length([for o in attrs.domain_endpoint_options : o if o.tls_security_policy != null && core::startswith(o.tls_security_policy, "Policy-Min-TLS-1-2")]) > 0
    error_message = "This domain accepts TLS 1.0; set `tls_security_policy = \"Policy-Min-TLS-1-2-PFS-2023-10\"` in `domain_endpoint_options`."
  }
}
