locals {
  soc2_aws_ebs_volume_encrypted = {
    title    = "EBS volumes are encrypted"
    severity = "high"
    preset   = "default"
    since    = "0.1.0"
    criteria = [
      { id = "CC6.1", strength = "supports", not_shown = "Who may use the key." },
      { id = "C1.1", strength = "supports", not_shown = "Which of the data is confidential." },
      { id = "PI1.5", strength = "partial", not_shown = "Whether the stored data is complete." },
    ]
    description = "The disks of instances outlive them, as volumes and as snapshots. Encryption costs nothing, and encryption at rest is the first thing that auditors and customers ask about storage."
    remediation = {
      text   = "Set `encrypted = true`, or declare `aws_ebs_encryption_by_default`."
      before = <<-EOT
        resource "aws_ebs_volume" "data" {
          availability_zone = "eu-west-1a"
          size              = 100

        }
      EOT
      after  = <<-EOT
        resource "aws_ebs_volume" "data" {
          availability_zone = "eu-west-1a"
          size              = 100
          encrypted         = true
        }
      EOT
    }
    references = [
      "https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/ebs_volume",
      "https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/ebs_encryption_by_default",
      "https://docs.aws.amazon.com/ebs/latest/userguide/ebs-encryption.html",
    ]
  }
}

policy {
  required_providers {
    aws = { source = "hashicorp/aws", version = ">= 5.0.0, < 7.0.0" }
  }
}

resource_policy "aws_ebs_volume" "volume_encrypted" {
  locals {
    account_defaults = [for d in plugin::soc2::of_same_region("aws_ebs_encryption_by_default") : d if d.enabled != false]
    # A volume is as encrypted as the snapshot that it is made of: of one that is not known yet there is no verdict.
    from_unknown = plugin::soc2::is_set(core::try(attrs.snapshot_id, null)) && !core::startswith(attrs.snapshot_id, "snap-")
  }

  enforce {
    condition     = attrs.encrypted == true || core::length(local.account_defaults) > 0 || local.from_unknown
    error_message = "This volume is not encrypted; set `encrypted = true`."
  }
}
