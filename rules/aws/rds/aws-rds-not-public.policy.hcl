locals {
  soc2_aws_rds_not_public = {
    title    = "RDS instances are not publicly accessible"
    severity = "critical"
    preset   = "default"
    since    = "0.1.0"
    criteria = [
      { id = "CC6.6", strength = "supports", not_shown = "Whether security groups and routes of other configurations open another way in." },
      { id = "CC6.1", strength = "partial", not_shown = "Whether those who can reach it have to authenticate, and how well." },
      { id = "CC6.2", strength = "partial", not_shown = "Who holds the database passwords." },
    ]
    description = "A public database has an address on the internet and one password in front of its data. Auditors look for this flag first, because private subnets show at a glance that only the application reaches the database."
    remediation = {
      text   = "Leave `publicly_accessible` unset or set it to false."
      before = <<-EOT
        resource "aws_db_instance" "orders" {
          identifier                  = "orders"
          engine                      = "postgres"
          engine_version              = "16.4"
          instance_class              = "db.t4g.medium"
          allocated_storage           = 20
          username                    = "orders"
          manage_master_user_password = true
          publicly_accessible         = true
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
          publicly_accessible         = false
        }
      EOT
    }
    references = [
      "https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/db_instance",
      "https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/rds_cluster_instance",
      "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_VPC.WorkingWithRDSInstanceinaVPC.html",
    ]
  }
}

policy {
  required_providers {
    aws = { source = "hashicorp/aws", version = ">= 5.0.0, < 7.0.0" }
  }
}

resource_policy "aws_db_instance" "not_public" {
  enforce {
    condition     = attrs.publicly_accessible != true
    error_message = "This database has an address on the internet; remove `publicly_accessible = true`."
  }
}

resource_policy "aws_rds_cluster_instance" "not_public" {
  enforce {
    condition     = attrs.publicly_accessible != true
    error_message = "This database has an address on the internet; remove `publicly_accessible = true`."
  }
}

resource_policy "aws_rds_cluster" "not_public" {
  # Said of Multi-AZ DB clusters only: where it is left out, the instances of Aurora or their subnets decide.
  filter = plugin::soc2::is_literal(plugin::soc2::literal_text(core::try(attrs.publicly_accessible, null)))

  enforce {
    condition     = core::try(attrs.publicly_accessible, null) != true
    error_message = "The instances of this cluster have addresses on the internet; remove `publicly_accessible = true`."
  }
}

resource_policy "aws_rds_shard_group" "not_public" {
  enforce {
    condition     = attrs.publicly_accessible != true
    error_message = "This shard group has an address on the internet; remove `publicly_accessible = true`."
  }
}
