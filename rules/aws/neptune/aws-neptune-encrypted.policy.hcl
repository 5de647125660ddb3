locals {
  soc2_aws_neptune_encrypted = {
    title    = "Neptune clusters are encrypted at rest"
    severity = "high"
    preset   = "default"
    since    = "0.1.0"
    criteria = [
      { id = "CC6.1", strength = "supports", not_shown = "Who may use the key and read the data through the service." },
      { id = "C1.1", strength = "partial", not_shown = "Whether confidential data is kept here and nowhere else." },
    ]
    description = "Storage, backups and replicas of a cluster are encrypted together or not at all, and it can't be changed later. Neptune does not encrypt unless it is told to."
    remediation = {
      text   = "Set `storage_encrypted = true`."
      before = <<-EOT
        resource "aws_neptune_cluster" "graph" {
          cluster_identifier = "graph"
        }
      EOT
      after  = <<-EOT
        resource "aws_neptune_cluster" "graph" {
          cluster_identifier = "graph"
          storage_encrypted  = true
        }
      EOT
    }
    references = [
      "https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/neptune_cluster",
      "https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/neptune_global_cluster",
      "https://docs.aws.amazon.com/neptune/latest/userguide/encrypt.html",
    ]
  }
}

policy {
  required_providers {
    aws = { source = "hashicorp/aws", version = ">= 5.0.0, < 7.0.0" }
  }
}

resource_policy "aws_neptune_cluster" "encrypted" {
  enforce {
    condition     = attrs.storage_encrypted == true
    error_message = "This cluster is not encrypted at rest; set `storage_encrypted = true`."
  }
}

resource_policy "aws_neptune_global_cluster" "encrypted" {
  # A global cluster made from a cluster takes that one's encryption.
  filter = !plugin::soc2::is_set(attrs.source_db_cluster_identifier)

  enforce {
    condition     = attrs.storage_encrypted == true
    error_message = "The clusters of this global cluster are not encrypted at rest; set `storage_encrypted = true`."
  }
}
