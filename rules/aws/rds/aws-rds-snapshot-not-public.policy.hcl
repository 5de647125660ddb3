locals {
  soc2_aws_rds_snapshot_not_public = {
    title    = "RDS snapshots are not shared with everyone"
    severity = "critical"
    preset   = "default"
    since    = "0.1.0"
    criteria = [
      { id = "CC6.1", strength = "supports", not_shown = "Whether the accounts that it is shared with need it." },
      { id = "CC6.6", strength = "supports", not_shown = "Snapshots that are shared by hand." },
    ]
    description = "A public snapshot is a copy of the whole database that every AWS account can restore, without a trace in yours. Public snapshots are searched for systematically."
    remediation = {
      text   = "Name the accounts in `shared_accounts`, or remove it."
      before = <<-EOT
        resource "aws_db_snapshot" "release" {
          db_instance_identifier = "orders"
          db_snapshot_identifier = "orders-release"
          shared_accounts        = ["all"]
        }
      EOT
      after  = <<-EOT
        resource "aws_db_snapshot" "release" {
          db_instance_identifier = "orders"
          db_snapshot_identifier = "orders-release"
          shared_accounts        = ["123456789012"]
        }
      EOT
    }
    references = [
      "https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/db_snapshot",
      "https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/db_cluster_snapshot",
      "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_ShareSnapshot.html",
    ]
  }
}

policy {
  required_providers {
    aws = { source = "hashicorp/aws", version = ">= 5.0.0, < 7.0.0" }
  }
}

resource_policy "aws_db_snapshot" "snapshot_not_public" {
  enforce {
    condition     = attrs.shared_accounts == null || core::length([for a in attrs.shared_accounts : a if core::lower(a) == "all"]) == 0
    error_message = "This snapshot is shared with every AWS account; name the accounts in `shared_accounts`, or remove it."
  }
}

resource_policy "aws_db_cluster_snapshot" "snapshot_not_public" {
  enforce {
    condition     = attrs.shared_accounts == null || core::length([for a in attrs.shared_accounts : a if core::lower(a) == "all"]) == 0
    error_message = "This snapshot is shared with every AWS account; name the accounts in `shared_accounts`, or remove it."
  }
}

resource_policy "aws_db_snapshot_copy" "snapshot_not_public" {
  enforce {
    condition     = attrs.shared_accounts == null || core::length([for a in attrs.shared_accounts : a if core::lower(a) == "all"]) == 0
    error_message = "This snapshot is shared with every AWS account; name the accounts in `shared_accounts`, or remove it."
  }
}

resource_policy "aws_rds_cluster_snapshot_copy" "snapshot_not_public" {
  enforce {
    condition     = attrs.shared_accounts == null || core::length([for a in attrs.shared_accounts : a if core::lower(a) == "all"]) == 0
    error_message = "This snapshot is shared with every AWS account; name the accounts in `shared_accounts`, or remove it."
  }
}
