locals {
  soc2_aws_rds_instance_encrypted = {
    title    = "RDS instances are encrypted at rest"
    severity = "high"
    preset   = "default"
    since    = "0.1.0"
    criteria = [
      { id = "CC6.1", strength = "supports", not_shown = "Who may use the key and read the data through the service." },
      { id = "C1.1", strength = "partial", not_shown = "Whether confidential data is kept here and nowhere else." },
      { id = "PI1.5", strength = "partial", not_shown = "Whether what is stored is complete and accurate." },
    ]
    description = "The disk of an instance, its replicas, backups and snapshots are encrypted together or not at all, and it can't be changed later. RDS does not encrypt unless it is told to; this is the setting that auditors sample for databases."
    remediation = {
      text   = "Set `storage_encrypted = true`; for an existing instance, restore an encrypted copy of a snapshot."
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
      EOT
    }
    references = [
      "https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/db_instance",
      "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Overview.Encryption.html",
    ]
  }
}

policy {
  required_providers {
    aws = { source = "hashicorp/aws", version = ">= 5.0.0, < 7.0.0" }
  }
}

resource_policy "aws_db_instance" "instance_encrypted" {
  # A replica takes the encryption of its source, but that of an encrypted source in another region needs a key of its own
  # region. What Aurora stores is its cluster's.
  filter = !local.is_aurora && (!local.is_replica || local.is_cross_region)

  locals {
    is_aurora  = !plugin::soc2::is_left_out(attrs.engine) && core::startswith(core::lower(attrs.engine), "aurora")
    is_replica = plugin::soc2::is_set(attrs.replicate_source_db)
    is_arn     = plugin::soc2::is_literal(attrs.replicate_source_db) && core::startswith(attrs.replicate_source_db, "arn:")

    # In one region only a replica with a subnet group names its source by the ARN.
    region          = core::try(attrs.region, null)
    is_cross_region = local.is_arn && (plugin::soc2::is_left_out(local.region) ? plugin::soc2::is_left_out(attrs.db_subnet_group_name) : core::try(core::split(":", attrs.replicate_source_db)[3], "") != local.region)
  }

  enforce {
    condition     = !local.is_cross_region || (!plugin::soc2::is_left_out(attrs.kms_key_id) && plugin::soc2::is_set(attrs.kms_key_id))
    error_message = "This replica of a database in another region has no key of its own region, which only an unencrypted source allows; encrypt the source and set `kms_key_id`."
  }

  enforce {
    condition     = local.is_replica || attrs.storage_encrypted == true
    error_message = "This database is not encrypted at rest; set `storage_encrypted = true`."
  }
}
