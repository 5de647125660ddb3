locals {
  soc2_aws_ebs_snapshot_block_public_access = {
    title    = "The account blocks public sharing of EBS snapshots"
    severity = "high"
    preset   = "default"
    since    = "0.1.0"
    criteria = [
      { id = "CC6.1", strength = "supports", not_shown = "Snapshots that are shared with single accounts." },
      { id = "CC6.6", strength = "supports", not_shown = "Other regions of the account." },
    ]
    account_baseline = ["aws_ebs_snapshot_block_public_access"]
    description      = "A public snapshot is a disk that everybody can mount and read, and there are people who look for them all day. The setting makes it impossible, also for snapshots that were shared before."
    remediation = {
      text   = "Declare `aws_ebs_snapshot_block_public_access` with `state = \"block-all-sharing\"` in the baseline of the account, for each region in use."
      before = <<-EOT
        resource "aws_ebs_snapshot_block_public_access" "main" {
          state = "block-new-sharing"
        }
      EOT
      after  = <<-EOT
        resource "aws_ebs_snapshot_block_public_access" "main" {
          state = "block-all-sharing"
        }
      EOT
    }
    references = [
      "https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/ebs_snapshot_block_public_access",
      "https://docs.aws.amazon.com/ebs/latest/userguide/block-public-access-snapshots.html",
    ]
  }
}

policy {
  required_providers {
    aws = { source = "hashicorp/aws", version = ">= 5.0.0, < 7.0.0" }
  }
}

resource_policy "aws_ebs_snapshot_block_public_access" "snapshot_block_public_access" {
  enforce {
    condition     = attrs.state == "block-all-sharing"
    error_message = "Snapshots may be public (${attrs.state == null ? "unset" : attrs.state}); set `state = \"block-all-sharing\"`."
  }
}
