locals {
  soc2_aws_neptune_not_public = {
    title    = "Neptune instances are not publicly accessible"
    severity = "critical"
    preset   = "default"
    since    = "0.1.0"
    criteria = [
      { id = "CC6.6", strength = "supports", not_shown = "Whether security groups and routes of other configurations open another way in." },
      { id = "CC6.1", strength = "partial", not_shown = "Whether those who can reach it have to authenticate, and how well." },
    ]
    description = "A public instance has an address on the internet and, unless IAM authentication is on, asks nobody who they are. A graph of customers is then readable by anyone who finds it."
    remediation = {
      text   = "Leave `publicly_accessible` unset or set it to false."
      before = <<-EOT
        resource "aws_neptune_cluster_instance" "graph" {
          cluster_identifier  = "graph"
          instance_class      = "db.r6g.large"
          publicly_accessible = true
        }
      EOT
      after  = <<-EOT
        resource "aws_neptune_cluster_instance" "graph" {
          cluster_identifier  = "graph"
          instance_class      = "db.r6g.large"
          publicly_accessible = false
        }
      EOT
    }
    references = [
      "https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/neptune_cluster_instance",
      "https://docs.aws.amazon.com/neptune/latest/userguide/security-vpc.html",
    ]
  }
}

policy {
  required_providers {
    aws = { source = "hashicorp/aws", version = ">= 5.0.0, < 7.0.0" }
  }
}

resource_policy "aws_neptune_cluster_instance" "not_public" {
  enforce {
    condition     = attrs.publicly_accessible != true
    error_message = "This instance has an address on the internet; remove `publicly_accessible = true`."
  }
}

resource_policy "aws_neptunegraph_graph" "not_public" {
  # Off where it is left out.
  filter = plugin::soc2::is_literal(plugin::soc2::literal_text(attrs.public_connectivity))

  enforce {
    condition     = attrs.public_connectivity != true
    error_message = "This graph has an address on the internet; remove `public_connectivity = true`."
  }
}
