locals {
  soc2_aws_efs_encrypted = {
    title    = "EFS file systems are encrypted at rest"
    severity = "high"
    preset   = "default"
    since    = "0.1.0"
    criteria = [
      { id = "CC6.1", strength = "supports", not_shown = "Who may mount the file system and use the key." },
      { id = "C1.1", strength = "supports", not_shown = "Which of the files are confidential." },
    ]
    description = "A file system can be encrypted only when it is made, so a plain one stays plain until somebody copies all of it. Encryption at rest is among the first things that auditors and customers ask about storage."
    remediation = {
      text   = "Set `encrypted = true`; this makes a new file system."
      before = <<-EOT
        resource "aws_efs_file_system" "shared" {
          creation_token = "shared"
        }
      EOT
      after  = <<-EOT
        resource "aws_efs_file_system" "shared" {
          creation_token = "shared"
          encrypted      = true
        }
      EOT
    }
    references = [
      "https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/efs_file_system",
      "https://docs.aws.amazon.com/efs/latest/ug/encryption-at-rest.html",
    ]
  }
}

policy {
  required_providers {
    aws = { source = "hashicorp/aws", version = ">= 5.0.0, < 7.0.0" }
  }
}

resource_policy "aws_efs_file_system" "encrypted" {
  locals {
    # The destination of a replication: AWS wants it as encrypted as the source.
    replications = [
      for r in core::getresources("aws_efs_replication_configuration", {}) : r
      if core::length([for d in r.destination : d if d.file_system_id == attrs.id]) > 0
    ]
  }

  enforce {
    condition     = attrs.encrypted == true || core::length(local.replications) > 0
    error_message = "This file system stores files in clear; set `encrypted = true`."
  }
}
