locals {
  soc2_aws_dax_transit_encrypted = {
    title    = "DAX endpoints use TLS"
    severity = "high"
    preset   = "default"
    since    = "0.1.0"
    criteria = [
      { id = "CC6.7", strength = "supports", not_shown = "Whether clients check the certificate." },
    ]
    description = "Without TLS each item that an application reads or writes crosses the network in clear text, while DynamoDB itself accepts nothing but HTTPS. It can only be chosen when the cluster is made."
    remediation = {
      text   = "Set `cluster_endpoint_encryption_type = \"TLS\"`; this makes a new cluster."
      before = <<-EOT
        resource "aws_dax_cluster" "cache" {
          cluster_name       = "cache"
          iam_role_arn       = "arn:aws:iam::123456789012:role/dax"
          node_type          = "dax.t3.small"
          replication_factor = 3

          server_side_encryption {
            enabled = true
          }
        }
      EOT
      after  = <<-EOT
        resource "aws_dax_cluster" "cache" {
          cluster_name                     = "cache"
          iam_role_arn                     = "arn:aws:iam::123456789012:role/dax"
          node_type                        = "dax.t3.small"
          replication_factor               = 3
          cluster_endpoint_encryption_type = "TLS"

          server_side_encryption {
            enabled = true
          }
        }
      EOT
    }
    references = [
      "https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/dax_cluster",
      "https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/DAXEncryptionInTransit.html",
    ]
  }
}

policy {
  required_providers {
    aws = { source = "hashicorp/aws", version = ">= 5.0.0, < 7.0.0" }
  }
}

resource_policy "aws_dax_cluster" "transit_encrypted" {
  enforce {
    condition     = attrs.cluster_endpoint_encryption_type == "TLS"
    error_message = "Clients talk to this cluster in clear text; set `cluster_endpoint_encryption_type = \"TLS\"`."
  }
}
