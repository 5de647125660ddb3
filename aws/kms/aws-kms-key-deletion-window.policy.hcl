locals {
  soc2_aws_kms_key_deletion_window = {
    title    = "Deleted KMS keys stay recoverable for at least 14 days"
    severity = "low"
    preset   = "default"
    since    = "0.1.0"
    criteria = [
      { id = "CC6.1", strength = "partial", not_shown = "Who may schedule the deletion of a key, and whether somebody notices it." },
      { id = "A1.2", strength = "partial", not_shown = "Backups of the data; it shows only that a deleted key can be brought back for a while." },
    ]
    description = "Data encrypted with a deleted key is gone for good. The waiting period is the only time in which a mistaken, or hostile, deletion can be noticed and cancelled; less than two weeks is a holiday."
    remediation = {
      text   = "Set `deletion_window_in_days` to 14 or more, or leave it out (30)."
      before = <<-EOT
        resource "aws_kms_key" "main" {
          enable_key_rotation     = true
          deletion_window_in_days = 7
        }
      EOT
      after  = <<-EOT
        resource "aws_kms_key" "main" {
          enable_key_rotation     = true
          deletion_window_in_days = 30
        }
      EOT
    }
    references = [
      "https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/kms_key",
      "https://docs.aws.amazon.com/kms/latest/developerguide/deleting-keys.html",
    ]
  }
}

policy {
  required_providers {
    aws = { source = "hashicorp/aws", version = ">= 5.0.0, < 7.0.0" }
  }
}

input "aws-kms-key-deletion-window-days" {
  type        = number
  default     = 14
  description = "The fewest days between scheduling the deletion of a key and its end; AWS allows 7 to 30."
}

resource_policy "aws_kms_key" "key_deletion_window" {
  enforce {
    condition     = attrs.deletion_window_in_days == null || attrs.deletion_window_in_days >= input.aws-kms-key-deletion-window-days
    error_message = "A mistaken deletion of this key can be cancelled for less than ${input.aws-kms-key-deletion-window-days} days; set `deletion_window_in_days` to ${input.aws-kms-key-deletion-window-days} or more."
  }
}


resource_policy "aws_kms_external_key" "key_deletion_window" {
  enforce {
    condition     = attrs.deletion_window_in_days == null || attrs.deletion_window_in_days >= input.aws-kms-key-deletion-window-days
    error_message = "A mistaken deletion of this key can be cancelled for less than ${input.aws-kms-key-deletion-window-days} days; set `deletion_window_in_days` to ${input.aws-kms-key-deletion-window-days} or more."
  }
}


resource_policy "aws_kms_replica_key" "key_deletion_window" {
  enforce {
    condition     = attrs.deletion_window_in_days == null || attrs.deletion_window_in_days >= input.aws-kms-key-deletion-window-days
    error_message = "A mistaken deletion of this key can be cancelled for less than ${input.aws-kms-key-deletion-window-days} days; set `deletion_window_in_days` to ${input.aws-kms-key-deletion-window-days} or more."
  }
}


resource_policy "aws_kms_replica_external_key" "key_deletion_window" {
  enforce {
    condition     = attrs.deletion_window_in_days == null || attrs.deletion_window_in_days >= input.aws-kms-key-deletion-window-days
    error_message = "A mistaken deletion of this key can be cancelled for less than ${input.aws-kms-key-deletion-window-days} days; set `deletion_window_in_days` to ${input.aws-kms-key-deletion-window-days} or more."
  }
}
