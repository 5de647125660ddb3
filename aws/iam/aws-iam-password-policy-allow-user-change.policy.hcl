locals {
  soc2_aws_iam_password_policy_allow_user_change = {
    title    = "IAM users may change their own password"
    severity = "low"
    preset   = "default"
    since    = "0.1.0"
    criteria = [
      { id = "CC6.1", strength = "partial", not_shown = "Whether users do change a password that became known." },
    ]
    description = "A user who may not change the own password keeps the one that an administrator set and still knows. Auditors expect that only the holder knows a password."
    remediation = {
      text   = "Set `allow_users_to_change_password = true` (the default)."
      before = <<-EOT
        resource "aws_iam_account_password_policy" "main" {
          minimum_password_length        = 14
          require_lowercase_characters   = true
          require_numbers                = true
          require_symbols                = true
          require_uppercase_characters   = true
          max_password_age               = 90
          password_reuse_prevention      = 24
          allow_users_to_change_password = false
        }
      EOT
      after  = <<-EOT
        resource "aws_iam_account_password_policy" "main" {
          minimum_password_length        = 14
          require_lowercase_characters   = true
          require_numbers                = true
          require_symbols                = true
          require_uppercase_characters   = true
          max_password_age               = 90
          password_reuse_prevention      = 24
          allow_users_to_change_password = true
        }
      EOT
    }
    references = [
      "https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/iam_account_password_policy",
      "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_passwords_account-policy.html",
    ]
  }
}

policy {
  required_providers {
    aws = { source = "hashicorp/aws", version = ">= 5.0.0, < 7.0.0" }
  }
}

resource_policy "aws_iam_account_password_policy" "password_policy_allow_user_change" {
  enforce {
    condition     = attrs.allow_users_to_change_password != false
    error_message = "IAM users may not change their own password; set `allow_users_to_change_password = true`."
  }
}
