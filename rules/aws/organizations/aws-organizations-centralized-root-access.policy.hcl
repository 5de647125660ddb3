locals {
  soc2_aws_organizations_centralized_root_access = {
    title    = "Root credentials of member accounts are managed centrally"
    severity = "high"
    preset   = "default"
    since    = "0.1.0"
    criteria = [
      { id = "CC6.1", strength = "supports", not_shown = "The root user of the management account, and whether existing root credentials were removed." },
      { id = "CC6.2", strength = "partial", not_shown = "Who may open root sessions." },
      { id = "CC6.3", strength = "partial", not_shown = "What root sessions are used for." },
      { id = "CC6.6", strength = "partial", not_shown = "Multi-factor authentication of those who open root sessions." },
    ]
    account_baseline = ["aws_iam_organizations_features"]
    description      = "With central management, member accounts need no root password, key or second factor at all, and what only root can do is done in short sessions from one place. That is the best answer to the auditor's question about root users. Where another account manages the organization, that is a reason for an exception."
    remediation = {
      text   = "Put `RootCredentialsManagement` and `RootSessions` in `enabled_features`."
      before = <<-EOT
        resource "aws_iam_organizations_features" "main" {
          enabled_features = ["RootCredentialsManagement"]
        }
      EOT
      after  = <<-EOT
        resource "aws_iam_organizations_features" "main" {
          enabled_features = ["RootCredentialsManagement", "RootSessions"]
        }
      EOT
    }
    references = [
      "https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/iam_organizations_features",
      "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_root-enable-root-access.html",
    ]
  }
}

policy {
  required_providers {
    aws = { source = "hashicorp/aws", version = ">= 5.0.0, < 7.0.0" }
  }
}

resource_policy "aws_iam_organizations_features" "centralized_root_access" {
  enforce {
    condition     = attrs.enabled_features != null && core::contains(attrs.enabled_features, "RootCredentialsManagement")
    error_message = "Member accounts keep root credentials of their own; add `RootCredentialsManagement` to `enabled_features`."
  }

  enforce {
    condition     = attrs.enabled_features != null && core::contains(attrs.enabled_features, "RootSessions")
    error_message = "Root tasks of member accounts need their own credentials; add `RootSessions` to `enabled_features`."
  }
}
