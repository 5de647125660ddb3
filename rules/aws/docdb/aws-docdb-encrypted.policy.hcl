locals {
  soc2_aws_docdb_encrypted = {
    title    = "DocumentDB clusters are encrypted at rest"
    severity = "high"
    preset   = "default"
    since    = "0.1.0"
    criteria = [
      { id = "CC6.1", strength = "supports", not_shown = "Who may use the key and read the snapshots." },
      { id = "C1.1", strength = "supports", not_shown = "Which of the documents are confidential." },
    ]
    description = "DocumentDB does not encrypt unless told to, and a cluster can not be encrypted later: it takes a snapshot and a new cluster. Snapshots and backups inherit what the cluster has."
    remediation = {
      text   = "Set `storage_encrypted = true`; this makes a new cluster."
      before = <<-EOT
        resource "aws_docdb_cluster" "orders" {
          cluster_identifier          = "orders"
          master_username             = "orders"
          manage_master_user_password = true

        }
      EOT
      after  = <<-EOT
        resource "aws_docdb_cluster" "orders" {
          cluster_identifier          = "orders"
          master_username             = "orders"
          manage_master_user_password = true
          storage_encrypted           = true
        }
      EOT
    }
    references = [
      "https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/docdb_cluster",
      "https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/docdb_global_cluster",
      "https://docs.aws.amazon.com/documentdb/latest/developerguide/encryption-at-rest.html",
    ]
  }
}

policy {
  required_providers {
    aws = { source = "hashicorp/aws", version = ">= 5.0.0, < 7.0.0" }
  }
}

resource_policy "aws_docdb_cluster" "encrypted" {
  enforce {
    condition     = attrs.storage_encrypted == true
    error_message = "This cluster stores documents in clear; set `storage_encrypted = true`."
  }
}

resource_policy "aws_docdb_global_cluster" "encrypted" {
  enforce {
    # One that is made of an existing cluster takes over what that one has.
    condition     = attrs.storage_encrypted == true || plugin::soc2::is_set(attrs.source_db_cluster_identifier)
    error_message = "This global cluster stores documents in clear; set `storage_encrypted = true`."
  }
}
