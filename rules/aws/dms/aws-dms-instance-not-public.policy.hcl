locals {
  soc2_aws_dms_instance_not_public = {
    title    = "DMS replication instances are not public"
    severity = "high"
    preset   = "default"
    since    = "0.1.0"
    criteria = [
      { id = "CC6.6", strength = "supports", not_shown = "Which addresses its security groups let in." },
      { id = "CC6.1", strength = "supports", not_shown = "Who may start tasks on the instance." },
    ]
    description = "A replication instance holds the credentials of source and target databases and streams their contents. With a public address it needs only one careless security group to be on the internet."
    remediation = {
      text   = "Set `publicly_accessible = false`."
      before = <<-EOT
        resource "aws_dms_replication_instance" "main" {
          replication_instance_id    = "main"
          replication_instance_class = "dms.t3.medium"
          publicly_accessible        = true
        }
      EOT
      after  = <<-EOT
        resource "aws_dms_replication_instance" "main" {
          replication_instance_id    = "main"
          replication_instance_class = "dms.t3.medium"
          publicly_accessible        = false
        }
      EOT
    }
    references = [
      "https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/dms_replication_instance",
      "https://docs.aws.amazon.com/dms/latest/userguide/CHAP_ReplicationInstance.PublicPrivate.html",
    ]
  }
}

policy {
  required_providers {
    aws = { source = "hashicorp/aws", version = ">= 5.0.0, < 7.0.0" }
  }
}

resource_policy "aws_dms_replication_instance" "instance_not_public" {
  enforce {
    condition     = attrs.publicly_accessible != true
    error_message = "This replication instance has a public address; set `publicly_accessible = false`."
  }
}

resource_policy "aws_dms_instance_profile" "instance_not_public" {
  enforce {
    condition     = attrs.publicly_accessible != true
    error_message = "Instances with this profile have public addresses; set `publicly_accessible = false`."
  }
}
