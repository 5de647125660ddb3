locals {
  soc2_aws_redshift_not_public = {
    title    = "Redshift is not publicly accessible"
    severity = "critical"
    preset   = "default"
    since    = "0.1.0"
    criteria = [
      { id = "CC6.6", strength = "supports", not_shown = "Whether security groups and routes of other configurations open another way in." },
      { id = "CC6.1", strength = "partial", not_shown = "Whether those who can reach it have to authenticate, and how well." },
    ]
    description = "A public warehouse has an address on the internet and one password in front of all the data of the company. Version 5 of the provider makes clusters public unless they say otherwise."
    remediation = {
      text   = "Set `publicly_accessible = false`."
      before = <<-EOT
        resource "aws_redshift_cluster" "warehouse" {
          cluster_identifier     = "warehouse"
          node_type              = "ra3.large"
          master_username        = "root_user"
          manage_master_password = true
          publicly_accessible    = true
        }
      EOT
      after  = <<-EOT
        resource "aws_redshift_cluster" "warehouse" {
          cluster_identifier     = "warehouse"
          node_type              = "ra3.large"
          master_username        = "root_user"
          manage_master_password = true
          publicly_accessible    = false
        }
      EOT
    }
    references = [
      "https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/redshift_cluster",
      "https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/redshiftserverless_workgroup",
      "https://docs.aws.amazon.com/redshift/latest/mgmt/rs-security-group-public-private.html",
    ]
  }
}

policy {
  required_providers {
    aws = { source = "hashicorp/aws", version = ">= 5.0.0, < 7.0.0" }
  }
}

resource_policy "aws_redshift_cluster" "not_public" {
  enforce {
    condition     = attrs.publicly_accessible != true
    error_message = "This warehouse has an address on the internet, or leaves that to a default that depends on the provider's version; set `publicly_accessible = false`."
  }
}

resource_policy "aws_redshiftserverless_workgroup" "not_public" {
  enforce {
    condition     = attrs.publicly_accessible != true
    error_message = "This warehouse has an address on the internet; set `publicly_accessible = false`."
  }
}
