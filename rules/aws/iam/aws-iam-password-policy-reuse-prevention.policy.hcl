locals {
  soc2_aws_iam_password_policy_reuse_prevention = {
    title    = "IAM password policy remembers at least 24 previous passwords"
    severity = "medium"
    preset   = "default"
    since    = "0.1.0"
    criteria = [
      { id = "CC6.1", strength = "supports", not_shown = "Sign-in through an identity provider that has rules of its own." },
      { id = "CC6.2", strength = "partial", not_shown = "Whether a password that became known is changed at all." },
    ]
    description = "If old passwords may come back, a forced change ends with the one that leaked. Checklists ask for a memory of 24 passwords, which is also the most that AWS keeps; none is the default."
    remediation = {
      text   = "Set `password_reuse_prevention = 24`."
      before = <<-EOT
        resource "aws_iam_account_password_policy" "main" {
          minimum_password_length        = 14
          require_lowercase_characters   = true
          require_numbers                = true
          require_symbols                = true
          require_uppercase_characters   = true
          max_password_age               = 90
          password_reuse_prevention      = 5
          allow_users_to_change_password = true
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

input "aws-iam-password-policy-reuse-prevention-passwords" {
  type        = number
  default     = 24
  description = "How many previous passwords must be refused; AWS remembers 24 at most."
}

resource_policy "aws_iam_account_password_policy" "password_policy_reuse_prevention" {
  enforce {
    condition     = attrs.password_reuse_prevention != null && attrs.password_reuse_prevention >= input.aws-iam-password-policy-reuse-prevention-passwords
    error_message = "Fewer than ${input.aws-iam-password-policy-reuse-prevention-passwords} previous passwords are refused; set `password_reuse_prevention = ${input.aws-iam-password-policy-reuse-prevention-passwords}` (0 or unset is no memory)."
  }
}
