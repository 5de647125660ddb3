locals {
  soc2_aws_opensearch_node_to_node_encryption = {
    title    = "OpenSearch nodes encrypt traffic between each other"
    severity = "high"
    preset   = "default"
    since    = "0.1.0"
    criteria = [
      { id = "CC6.7", strength = "supports", not_shown = "Whether every client checks the certificate of the other side." },
      { id = "CC6.1", strength = "partial", not_shown = "Who may query the domain." },
    ]
    description = "Nodes copy whole shards to each other. Without node-to-node encryption that data crosses the network in clear text; it is off unless it is asked for, and fine-grained access control needs it."
    remediation = {
      text   = "Add `node_to_node_encryption` with `enabled = true`."
      before = <<-EOT
        resource "aws_opensearch_domain" "search" {
          domain_name    = "search"
          engine_version = "OpenSearch_2.19"

          node_to_node_encryption {
            enabled = false
          }
        }
      EOT
      after  = <<-EOT
        resource "aws_opensearch_domain" "search" {
          domain_name    = "search"
          engine_version = "OpenSearch_2.19"

          node_to_node_encryption {
            enabled = true
          }
        }
      EOT
    }
    references = [
      "https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/opensearch_domain",
      "https://docs.aws.amazon.com/opensearch-service/latest/developerguide/ntn.html",
    ]
  }
}

policy {
  required_providers {
    aws = { source = "hashicorp/aws", version = ">= 5.0.0, < 7.0.0" }
  }
}

resource_policy "aws_opensearch_domain" "node_to_node_encryption" {
  enforce {
    condition     = core::length([for e in attrs.node_to_node_encryption : e if e.enabled == true]) > 0
    error_message = "The nodes of this domain talk in clear text; add `node_to_node_encryption { enabled = true }`."
  }
}

resource_policy "aws_elasticsearch_domain" "node_to_node_encryption" {
  enforce {
    condition     = core::length([for e in attrs.node_to_node_encryption : e if e.enabled == true]) > 0
    error_message = "The nodes of this domain talk in clear text; add `node_to_node_encryption { enabled = true }`."
  }
}
