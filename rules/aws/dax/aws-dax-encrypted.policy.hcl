locals {
  soc2_aws_dax_encrypted = {
    title    = "DAX clusters are encrypted at rest"
    severity = "high"
    preset   = "default"
    since    = "0.1.0"
    criteria = [
      { id = "CC6.1", strength = "supports", not_shown = "Who may read through the cluster; its role says that." },
      { id = "C1.1", strength = "supports", not_shown = "Which of the items are confidential." },
    ]
    description = "DAX keeps copies of table items on its disks, so the encryption of the table ends where the cache begins. It can only be chosen when the cluster is made, so it is best asked of the pull request."
    remediation = {
      text   = "Add `server_side_encryption` with `enabled = true`; this makes a new cluster."
      before = <<-EOT
        resource "aws_dax_cluster" "cache" {
          cluster_name       = "cache"
          iam_role_arn       = "arn:aws:iam::123456789012:role/dax"
          node_type          = "dax.t3.small"
          replication_factor = 3

        }
      EOT
      after  = <<-EOT
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
    }
    references = [
      "https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/dax_cluster",
      "https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/DAXEncryptionAtRest.html",
    ]
  }
}

policy {
  required_providers {
    aws = { source = "hashicorp/aws", version = ">= 5.0.0, < 7.0.0" }
  }
}

resource_policy "aws_dax_cluster" "encrypted" {
  enforce {
    condition     = core::length([for s in attrs.server_side_encryption : s if s.enabled == true]) > 0
    error_message = "This cluster stores items in clear; add `server_side_encryption` with `enabled = true`."
  }
}
