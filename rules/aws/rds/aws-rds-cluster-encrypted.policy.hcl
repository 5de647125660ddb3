locals {
  soc2_aws_rds_cluster_encrypted = {
    title    = "Aurora and Multi-AZ DB clusters are encrypted at rest"
    severity = "high"
    preset   = "default"
    since    = "0.1.0"
    criteria = [
      { id = "CC6.1", strength = "supports", not_shown = "Who may use the key and read the data through the service." },
      { id = "C1.1", strength = "partial", not_shown = "Whether confidential data is kept here and nowhere else." },
      { id = "PI1.5", strength = "partial", not_shown = "Whether what is stored is complete and accurate." },
    ]
    description = "Storage, replicas, backups and snapshots of a cluster are encrypted together or not at all, and it can't be changed later. Provisioned clusters are not encrypted unless they are told to be."
    remediation = {
      text   = "Set `storage_encrypted = true`; for an existing cluster, restore a snapshot with a key."
      before = <<-EOT
        resource "aws_rds_cluster" "orders" {
          cluster_identifier          = "orders"
          engine                      = "aurora-postgresql"
          master_username             = "orders"
          manage_master_user_password = true
        }
      EOT
      after  = <<-EOT
        resource "aws_rds_cluster" "orders" {
          cluster_identifier          = "orders"
          engine                      = "aurora-postgresql"
          master_username             = "orders"
          manage_master_user_password = true
          storage_encrypted           = true
        }
      EOT
    }
    references = [
      "https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/rds_cluster",
      "https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/rds_global_cluster",
      "https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/Overview.Encryption.html",
    ]
  }
}

policy {
  required_providers {
    aws = { source = "hashicorp/aws", version = ">= 5.0.0, < 7.0.0" }
  }
}

resource_policy "aws_rds_cluster" "cluster_encrypted" {
  # A replica takes the encryption of its source, what is restored that of the backup, and a member of a global cluster of
  # another configuration that one's.
  filter = (
    !plugin::soc2::is_set(attrs.replication_source_identifier) &&
    (attrs.storage_encrypted == true || (!plugin::soc2::is_set(core::try(attrs.snapshot_identifier, null)) && core::length(core::try(attrs.restore_to_point_in_time, [])) == 0)) &&
    (attrs.storage_encrypted == true || !plugin::soc2::is_set(attrs.global_cluster_identifier) || core::length(local.globals) > 0)
  )

  locals {
    globals = [
      for g in core::getresources("aws_rds_global_cluster", {}) : g
      if plugin::soc2::is_set(attrs.global_cluster_identifier) && (g.id == attrs.global_cluster_identifier || g.global_cluster_identifier == attrs.global_cluster_identifier)
    ]
  }

  enforce {
    # Serverless version 1 is always encrypted.
    condition     = attrs.storage_encrypted == true || attrs.engine_mode == "serverless" || core::length([for g in local.globals : g if g.storage_encrypted == true]) > 0
    error_message = "This cluster is not encrypted at rest; set `storage_encrypted = true`."
  }
}

resource_policy "aws_rds_global_cluster" "cluster_encrypted" {
  # A global cluster made from a cluster takes that one's encryption.
  filter = !plugin::soc2::is_set(attrs.source_db_cluster_identifier)

  enforce {
    condition     = attrs.storage_encrypted == true
    error_message = "The clusters of this global cluster are not encrypted at rest; set `storage_encrypted = true`."
  }
}
