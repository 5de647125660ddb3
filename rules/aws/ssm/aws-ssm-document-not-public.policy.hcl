locals {
  soc2_aws_ssm_document_not_public = {
    title    = "SSM documents are not shared with everyone"
    severity = "high"
    preset   = "default"
    since    = "0.1.0"
    criteria = [
      { id = "CC6.1", strength = "supports", not_shown = "Whether the accounts that it is shared with need it." },
      { id = "CC6.3", strength = "partial", not_shown = "Who within those accounts may run it." },
    ]
    description = "A public document shows every AWS account how your hosts are set up, often with names, addresses and commands that help an attacker. Sharing is meant for accounts that you name."
    remediation = {
      text   = "Name the accounts in `account_ids` of `permissions`, or remove `permissions`."
      before = <<-EOT
        resource "aws_ssm_document" "setup" {
          name          = "setup"
          document_type = "Command"

          content = jsonencode({
            schemaVersion = "2.2"
            mainSteps     = [{ action = "aws:runShellScript", name = "run", inputs = { runCommand = ["uptime"] } }]
          })

          permissions = {
            type        = "Share"
            account_ids = "All"
          }
        }
      EOT
      after  = <<-EOT
        resource "aws_ssm_document" "setup" {
          name          = "setup"
          document_type = "Command"

          content = jsonencode({
            schemaVersion = "2.2"
            mainSteps     = [{ action = "aws:runShellScript", name = "run", inputs = { runCommand = ["uptime"] } }]
          })

          permissions = {
            type        = "Share"
            account_ids = "123456789012"
          }
        }
      EOT
    }
    references = [
      "https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/ssm_document",
      "https://docs.aws.amazon.com/systems-manager/latest/userguide/documents-ssm-sharing.html",
    ]
  }
}

policy {
  required_providers {
    aws = { source = "hashicorp/aws", version = ">= 5.0.0, < 7.0.0" }
  }
}

resource_policy "aws_ssm_document" "document_not_public" {
  enforce {
    condition     = attrs.permissions == null || core::length([for k, v in attrs.permissions : k if k == "account_ids" && v != null && core::regex_match(v, "(?i)(^|,)\\s*all\\s*(,|$)")]) == 0
    error_message = "This document is shared with every AWS account; name the accounts in `account_ids`, or remove `permissions`."
  }
}
