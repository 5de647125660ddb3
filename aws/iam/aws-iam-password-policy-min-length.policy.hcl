locals {
  soc2_aws_iam_password_policy_min_length = {
    title    = "IAM password policy requires at least 14 characters"
    severity = "medium"
    preset   = "default"
    since    = "0.1.0"
    criteria = [
      { id = "CC6.1", strength = "supports", not_shown = "Passwords set before the policy, and sign-in through an identity provider that has rules of its own." },
      { id = "CC6.2", strength = "partial", not_shown = "Whether credentials are given to authorized people only." },
    ]
    description = "Length is what makes guessing a password expensive. Checklists ask for 14 characters for IAM users; without the argument AWS takes 6."
    remediation = {
      text   = "Set `minimum_password_length` to 14 or more."
      before = <<-EOT
        resource "aws_iam_account_password_policy" "main" {
          minimum_password_length        = 8
          require_lowercase_characters   = true
          require_numbers                = true
          require_symbols                = true
          require_uppercase_characters   = true
          max_password_age               = 90
          password_reuse_prevention      = 24
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

input "aws-iam-password-policy-min-length-characters" {
  type        = number
  default     = 14
  description = "The fewest characters that a password may have."
}

resource_policy "aws_iam_account_password_policy" "password_policy_min_length" {
  enforce {
    condition     = attrs.minimum_password_length != null && attrs.minimum_password_length >= input.aws-iam-password-policy-min-length-characters
    error_message = "Passwords of IAM users may be shorter than ${input.aws-iam-password-policy-min-length-characters} characters; set `minimum_password_length = ${input.aws-iam-password-policy-min-length-characters}`."
  }
}
