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
  # A replica takes the encryption of its source.
  filter = !plugin::soc2::is_set(attrs.replicate_source_db)

  enforce {
    condition     = attrs.storage_encrypted == true
    error_message = "This database is not encrypted at rest; set `storage_encrypted = true`."
  }
}
