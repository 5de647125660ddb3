locals {
  soc2_aws_redshift_encrypted = {
    title    = "Redshift clusters are encrypted at rest"
    severity = "high"
    preset   = "default"
    since    = "0.1.0"
    criteria = [
      { id = "CC6.1", strength = "supports", not_shown = "Who may use the key and read the data through the service." },
      { id = "C1.1", strength = "partial", not_shown = "Whether confidential data is kept here and nowhere else." },
      { id = "CC7.2", strength = "partial", not_shown = "Whether access to the data is watched." },
    ]
    description = "A warehouse gathers the data of all systems in one place, so its disks and snapshots are the ones to encrypt. From version 6 of the provider encryption is on unless it is turned off; before, it is off unless it is turned on."
    remediation = {
      text   = "Set `encrypted = true`."
      before = <<-EOT
        resource "aws_redshift_cluster" "warehouse" {
          cluster_identifier     = "warehouse"
          node_type              = "ra3.large"
          master_username        = "root_user"
          manage_master_password = true
          encrypted              = false
        }
      EOT
      after  = <<-EOT
        resource "aws_redshift_cluster" "warehouse" {
          cluster_identifier     = "warehouse"
          node_type              = "ra3.large"
          master_username        = "root_user"
          manage_master_password = true
          encrypted              = true
        }
      EOT
    }
    references = [
      "https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/redshift_cluster",
      "https://docs.aws.amazon.com/redshift/latest/mgmt/working-with-db-encryption.html",
    ]
  }
}

policy {
  required_providers {
    aws = { source = "hashicorp/aws", version = ">= 5.0.0, < 7.0.0" }
  }
}

resource_policy "aws_redshift_cluster" "encrypted" {
  enforce {
    condition     = attrs.encrypted == true || attrs.encrypted == "true"
    error_message = "Encryption at rest is off, or left to a default that depends on the provider's version; set `encrypted = true`."
  }
}
