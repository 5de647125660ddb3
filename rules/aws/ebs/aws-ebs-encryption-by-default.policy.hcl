locals {
  soc2_aws_ebs_encryption_by_default = {
    title    = "The account encrypts new EBS volumes by default"
    severity = "high"
    preset   = "default"
    since    = "0.1.0"
    criteria = [
      { id = "CC6.1", strength = "supports", not_shown = "Volumes that existed before, and other regions of the account." },
    ]
    account_baseline = ["aws_ebs_encryption_by_default"]
    description      = "Volumes are made by hand, by auto scaling and by services, not only by the resources in front of you. The setting encrypts them all, and is one answer for the auditor instead of one for each volume. It counts for one region."
    remediation = {
      text   = "Declare `aws_ebs_encryption_by_default` in the baseline of the account, for each region in use."
      before = <<-EOT
        resource "aws_ebs_encryption_by_default" "main" {
          enabled = false
        }
      EOT
      after  = <<-EOT
        resource "aws_ebs_encryption_by_default" "main" {
          enabled = true
        }
      EOT
    }
    references = [
      "https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/ebs_encryption_by_default",
      "https://docs.aws.amazon.com/ebs/latest/userguide/encryption-by-default.html",
    ]
  }
}

policy {
  required_providers {
    aws = { source = "hashicorp/aws", version = ">= 5.0.0, < 7.0.0" }
  }
}

resource_policy "aws_ebs_encryption_by_default" "encryption_by_default" {
  enforce {
    condition     = attrs.enabled != false
    error_message = "This switches off the encryption of new volumes; set `enabled = true`."
  }
}
