locals {
  soc2_aws_rds_snapshot_encrypted = {
    title    = "RDS and Neptune snapshots are encrypted"
    severity = "high"
    preset   = "default"
    since    = "0.1.0"
    criteria = [
      { id = "CC6.1", strength = "supports", not_shown = "Who may use the key and read the data through the service." },
      { id = "C1.1", strength = "partial", not_shown = "Whether confidential data is kept here and nowhere else." },
      { id = "CC7.5", strength = "partial", not_shown = "Whether a restore from the snapshot has been tried." },
    ]
    description = "A snapshot takes the encryption of the database that it is made of, and stays when the database is gone. A snapshot in clear text is a whole copy of the data that lives on unnoticed."
    remediation = {
      text   = "Set `storage_encrypted = true` on the database that the snapshot is made of."
      before = <<-EOT
        resource "aws_db_instance" "orders" {
          identifier                  = "orders"
          engine                      = "postgres"
          engine_version              = "16.4"
          instance_class              = "db.t4g.medium"
          allocated_storage           = 20
          username                    = "orders"
          manage_master_user_password = true
        }

        resource "aws_db_snapshot" "release" {
          db_instance_identifier = aws_db_instance.orders.identifier
          db_snapshot_identifier = "orders-release"
        }
      EOT
      after  = <<-EOT
        resource "aws_db_instance" "orders" {
          identifier                  = "orders"
          engine                      = "postgres"
          engine_version              = "16.4"
          instance_class              = "db.t4g.medium"
          allocated_storage           = 20
          username                    = "orders"
          manage_master_user_password = true
          storage_encrypted           = true
        }

        resource "aws_db_snapshot" "release" {
          db_instance_identifier = aws_db_instance.orders.identifier
          db_snapshot_identifier = "orders-release"
        }
      EOT
    }
    references = [
      "https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/db_snapshot",
      "https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/db_cluster_snapshot",
      "https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/neptune_cluster_snapshot",
      "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Overview.Encryption.html",
    ]
  }
}

policy {
  required_providers {
    aws = { source = "hashicorp/aws", version = ">= 5.0.0, < 7.0.0" }
  }
}

resource_policy "aws_db_snapshot" "snapshot_encrypted" {
  # A database of another configuration can't be judged here.
  filter = core::length(local.sources) > 0

  locals {
    sources = [
      for d in core::getresources("aws_db_instance", {}) : d
      if d.identifier == attrs.db_instance_identifier || d.id == attrs.db_instance_identifier
    ]
  }

  enforce {
    condition     = core::length([for d in local.sources : d if d.storage_encrypted != true && !plugin::soc2::is_set(d.replicate_source_db)]) == 0
    error_message = "This snapshot is of a database that is not encrypted; set `storage_encrypted = true` there."
  }
}

resource_policy "aws_db_cluster_snapshot" "snapshot_encrypted" {
  # A database of another configuration can't be judged here.
  filter = core::length(local.sources) > 0

  locals {
    sources = [
      for d in core::getresources("aws_rds_cluster", {}) : d
      if d.cluster_identifier == attrs.db_cluster_identifier || d.id == attrs.db_cluster_identifier
    ]
  }

  enforce {
    condition     = core::length([for d in local.sources : d if d.storage_encrypted != true && d.engine_mode != "serverless" && !plugin::soc2::is_set(d.replication_source_identifier) && !plugin::soc2::is_set(core::try(d.snapshot_identifier, null)) && core::length(core::try(d.restore_to_point_in_time, [])) == 0]) == 0
    error_message = "This snapshot is of a database that is not encrypted; set `storage_encrypted = true` there."
  }
}

resource_policy "aws_neptune_cluster_snapshot" "snapshot_encrypted" {
  # A database of another configuration can't be judged here.
  filter = core::length(local.sources) > 0

  locals {
    sources = [
      for d in core::getresources("aws_neptune_cluster", {}) : d
      if d.cluster_identifier == attrs.db_cluster_identifier || d.id == attrs.db_cluster_identifier
    ]
  }

  enforce {
    condition     = core::length([for d in local.sources : d if d.storage_encrypted != true]) == 0
    error_message = "This snapshot is of a database that is not encrypted; set `storage_encrypted = true` there."
  }
}
