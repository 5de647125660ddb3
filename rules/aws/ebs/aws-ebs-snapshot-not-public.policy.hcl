locals {
  soc2_aws_ebs_snapshot_not_public = {
    title    = "EBS snapshots are not shared with everyone"
    severity = "critical"
    preset   = "default"
    since    = "0.1.0"
    criteria = [
      { id = "CC6.1", strength = "supports", not_shown = "What the accounts that are named do with the snapshot." },
      { id = "CC6.6", strength = "supports", not_shown = "Snapshots that are shared by hand." },
    ]
    description = "A public snapshot is a disk that every AWS account can mount: with databases, keys and home directories as they were. Sharing with a named account is fine."
    remediation = {
      text   = "Name the account in `account_id`."
      before = <<-EOT
        resource "aws_snapshot_create_volume_permission" "share" {
          snapshot_id = "snap-0123456789abcdef0"
          account_id  = "all"
        }
      EOT
      after  = <<-EOT
        resource "aws_snapshot_create_volume_permission" "share" {
          snapshot_id = "snap-0123456789abcdef0"
          account_id  = "123456789012"
        }
      EOT
    }
    references = [
      "https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/snapshot_create_volume_permission",
      "https://docs.aws.amazon.com/ebs/latest/userguide/ebs-modifying-snapshot-permissions.html",
    ]
  }
}

policy {
  required_providers {
    aws = { source = "hashicorp/aws", version = ">= 5.0.0, < 7.0.0" }
  }
}

resource_policy "aws_snapshot_create_volume_permission" "snapshot_not_public" {
  enforce {
    condition     = attrs.account_id != null && core::regex_match(attrs.account_id, "^[0-9]{12}$")
    error_message = "This snapshot is shared with everyone; name an account in `account_id`."
  }
}
