locals {
  soc2_aws_cloudsearch_tls = {
    title    = "CloudSearch domains enforce HTTPS with TLS 1.2"
    severity = "high"
    preset   = "default"
    since    = "0.1.0"
    criteria = [
      { id = "CC6.7", strength = "supports", not_shown = "Who may query the domain; its access policies say that." },
    ]
    description = "Documents and queries of a search domain are the data of the application. Unless HTTPS is enforced the domain answers plain HTTP too, and old TLS policies let clients use versions with known weaknesses."
    remediation = {
      text   = "Set `enforce_https = true` and `tls_security_policy = \"Policy-Min-TLS-1-2-2019-07\"` in `endpoint_options`."
      before = <<-EOT
        resource "aws_cloudsearch_domain" "products" {
          name = "products"

          endpoint_options {
            enforce_https       = false
            tls_security_policy = "Policy-Min-TLS-1-2-2019-07"
          }
        }
      EOT
      after  = <<-EOT
        resource "aws_cloudsearch_domain" "products" {
          name = "products"

          endpoint_options {
            enforce_https       = true
            tls_security_policy = "Policy-Min-TLS-1-2-2019-07"
          }
        }
      EOT
    }
    references = [
      "https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/cloudsearch_domain",
      "https://docs.aws.amazon.com/cloudsearch/latest/developerguide/configuring-domain-endpoint-options.html",
    ]
  }
}

policy {
  required_providers {
    aws = { source = "hashicorp/aws", version = ">= 5.0.0, < 7.0.0" }
  }
}

resource_policy "aws_cloudsearch_domain" "tls" {
  enforce {
    condition     = core::length([for e in attrs.endpoint_options : e if e.enforce_https == true && e.tls_security_policy == "Policy-Min-TLS-1-2-2019-07"]) > 0
    error_message = "This domain accepts plain HTTP or old TLS; set `enforce_https = true` and `tls_security_policy = \"Policy-Min-TLS-1-2-2019-07\"` in `endpoint_options`."
  }
}
