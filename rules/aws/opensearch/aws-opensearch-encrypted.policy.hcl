locals {
  soc2_aws_opensearch_encrypted = {
    title    = "OpenSearch domains are encrypted at rest"
    severity = "high"
    preset   = "default"
    since    = "0.1.0"
    criteria = [
      { id = "CC6.1", strength = "supports", not_shown = "Who may use the key and read the data through the service." },
      { id = "C1.1", strength = "partial", not_shown = "Whether confidential data is kept here and nowhere else." },
    ]
    description = "An index is a copy of the data that it searches, often with personal data in clear text and next to logs. Encryption at rest covers indices, swap and automated snapshots, and is off unless it is asked for."
    remediation = {
      text   = "Add `encrypt_at_rest` with `enabled = true`."
      before = <<-EOT
        resource "aws_opensearch_domain" "search" {
          domain_name    = "search"
          engine_version = "OpenSearch_2.19"

          encrypt_at_rest {
            enabled = false
          }
        }
      EOT
      after  = <<-EOT
        resource "aws_opensearch_domain" "search" {
          domain_name    = "search"
          engine_version = "OpenSearch_2.19"

          encrypt_at_rest {
            enabled = true
          }
        }
      EOT
    }
    references = [
      "https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/opensearch_domain",
      "https://docs.aws.amazon.com/opensearch-service/latest/developerguide/encryption-at-rest.html",
    ]
  }
}

policy {
  required_providers {
    aws = { source = "hashicorp/aws", version = ">= 5.0.0, < 7.0.0" }
  }
}

resource_policy "aws_opensearch_domain" "encrypted" {
  enforce {
    condition     = core::length([for e in attrs.encrypt_at_rest : e if e.enabled == true]) > 0
    error_message = "This domain is not encrypted at rest; add `encrypt_at_rest { enabled = true }`."
  }
}

resource_policy "aws_elasticsearch_domain" "encrypted" {
  enforce {
    condition     = core::length([for e in attrs.encrypt_at_rest : e if e.enabled == true]) > 0
    error_message = "This domain is not encrypted at rest; add `encrypt_at_rest { enabled = true }`."
  }
}
