locals {
  soc2_aws_rds_backup_retention = {
    title    = "RDS instances and clusters keep automated backups for at least 7 days"
    severity = "high"
    preset   = "default"
    since    = "0.1.0"
    criteria = [
      { id = "A1.2", strength = "supports", not_shown = "Whether a restore has been tried, and copies in another region or account." },
      { id = "CC7.5", strength = "partial", not_shown = "Whether recovery is planned and practised." },
      { id = "CC7.4", strength = "partial", not_shown = "Whether there is a response that uses the backups." },
    ]
    description = "Automated backups are what a database is restored from after a mistake or an attack, to any second of the time kept. A week covers what is noticed after a weekend; zero switches backups off, and one day is what RDS keeps of a cluster when nobody decides."
    remediation = {
      text   = "Set `backup_retention_period` to 7 or more."
      before = <<-EOT
        resource "aws_db_instance" "orders" {
          identifier                  = "orders"
          engine                      = "postgres"
          engine_version              = "16.4"
          instance_class              = "db.t4g.medium"
          allocated_storage           = 20
          username                    = "orders"
          manage_master_user_password = true
          storage_encrypted           = true
          backup_retention_period     = 1
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
          backup_retention_period     = 7
        }
      EOT
    }
    references = [
      "https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/db_instance",
      "https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/rds_cluster",
      "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_WorkingWithAutomatedBackups.html",
    ]
  }
}

policy {
  required_providers {
    aws = { source = "hashicorp/aws", version = ">= 5.0.0, < 7.0.0" }
  }
}

input "aws-rds-backup-retention-days" {
  type        = number
  default     = 7
  description = "The fewest days that automated backups have to be kept; RDS allows 0 (off) to 35."
}

resource_policy "aws_db_instance" "backup_retention" {
  # A replica is restored from its source, a member of an Aurora cluster from the cluster's backups.
  filter = !plugin::soc2::is_set(attrs.replicate_source_db) && (plugin::soc2::is_left_out(attrs.engine) || !core::startswith(core::lower(attrs.engine), "aurora"))

  enforce {
    condition     = attrs.backup_retention_period != null && attrs.backup_retention_period >= input.aws-rds-backup-retention-days
    error_message = "Automated backups are kept for less than ${input.aws-rds-backup-retention-days} days; set `backup_retention_period` to ${input.aws-rds-backup-retention-days} or more."
  }
}

resource_policy "aws_rds_cluster" "backup_retention" {
  # A replica is restored from its source.
  filter = !plugin::soc2::is_set(attrs.replication_source_identifier)

  enforce {
    condition     = attrs.backup_retention_period != null && attrs.backup_retention_period >= input.aws-rds-backup-retention-days
    error_message = "Automated backups are kept for less than ${input.aws-rds-backup-retention-days} days; set `backup_retention_period` to ${input.aws-rds-backup-retention-days} or more."
  }
}
