locals {
  soc2_aws_iam_no_root_access_key = {
    title    = "No access key is created for the root user"
    severity = "critical"
    preset   = "default"
    since    = "0.1.0"
    criteria = [
      { id = "CC6.1", strength = "partial", not_shown = "Whether the root user of the account has keys that were made in the console." },
      { id = "CC6.2", strength = "partial", not_shown = "Who may sign in as root at all." },
      { id = "CC6.3", strength = "partial", not_shown = "Whether daily work is done with roles of least privilege." },
    ]
    description = "Access keys of the root user can do everything in the account, cannot be limited by any IAM policy and are the first thing an auditor asks to see absent. Terraform should never be the place that makes one."
    remediation = {
      text   = "Delete the key and give the workload an IAM role with the rights it needs."
      before = <<-EOT
        resource "aws_iam_access_key" "automation" {
          user = "root"
        }
      EOT
      after  = <<-EOT
        resource "aws_iam_user" "automation" {
          name = "automation"
        }

        resource "aws_iam_access_key" "automation" {
          user = aws_iam_user.automation.name
        }
      EOT
    }
    references = [
      "https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/iam_access_key",
      "https://docs.aws.amazon.com/IAM/latest/UserGuide/root-user-best-practices.html",
    ]
  }
}

policy {
  required_providers {
    aws = { source = "hashicorp/aws", version = ">= 5.0.0, < 7.0.0" }
  }
}

resource_policy "aws_iam_access_key" "no_root_access_key" {
  enforce {
    condition     = !core::contains(["root", "<root_account>"], attrs.user) && !core::endswith(attrs.user, ":root")
    error_message = "This creates an access key for the root user; delete it and use an IAM role."
  }
}
