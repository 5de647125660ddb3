locals {
  soc2_aws_iam_password_policy_present = {
    title    = "An IAM account password policy is declared for the account"
    severity = "high"
    preset   = "default"
    since    = "0.1.0"
    criteria = [
      { id = "CC6.1", strength = "supports", not_shown = "Whether the policy was applied to the account, and how people sign in who are no IAM users." },
      { id = "CC6.2", strength = "partial", not_shown = "Who is given a password." },
    ]
    account_baseline = ["aws_iam_account_password_policy"]
    description      = "Without a password policy in code nobody can show an auditor what the account asks of IAM users, and AWS falls back to its own: 8 characters, no expiry, no memory. How much a declared policy asks for is what the other password rules look at."
    remediation = {
      text   = "Declare one `aws_iam_account_password_policy` in the account's baseline."
      before = <<-EOT
        resource "aws_iam_account_alias" "main" {
          account_alias = "example"
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

resource_policy "aws_iam_account_password_policy" "password_policy_present" {
  enforce {
    # Being declared is all that counts; what it asks for is judged by the rules about length, classes, age and reuse.
    condition     = core::length(core::getresources("aws_iam_account_password_policy", {})) > 0
    error_message = "No `aws_iam_account_password_policy` is declared; add one."
  }
}
