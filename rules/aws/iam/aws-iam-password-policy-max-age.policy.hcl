locals {
  soc2_aws_iam_password_policy_max_age = {
    title    = "IAM passwords expire after 90 days or less"
    severity = "medium"
    preset   = "default"
    since    = "0.1.0"
    criteria = [
      { id = "CC6.1", strength = "supports", not_shown = "Sign-in through an identity provider, and access keys, which have no maximum age." },
      { id = "CC6.2", strength = "partial", not_shown = "Whether accounts of people who left are removed before their password expires." },
    ]
    description = "A password that never expires stays useful to whoever learned it. Checklists ask that IAM user passwords expire after 90 days at most; a value of 0, or none, means never."
    remediation = {
      text   = "Set `max_password_age` to a value from 1 to 90."
      before = <<-EOT
        resource "aws_iam_account_password_policy" "main" {
          minimum_password_length        = 14
          require_lowercase_characters   = true
          require_numbers                = true
          require_symbols                = true
          require_uppercase_characters   = true
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

input "aws-iam-password-policy-max-age-days" {
  type        = number
  default     = 90
  description = "The longest that a password may be valid, in days."
}

resource_policy "aws_iam_account_password_policy" "password_policy_max_age" {
  enforce {
    condition     = attrs.max_password_age != null && attrs.max_password_age >= 1 && attrs.max_password_age <= input.aws-iam-password-policy-max-age-days
    error_message = "Passwords of IAM users do not expire within ${input.aws-iam-password-policy-max-age-days} days; set `max_password_age` to 1 to ${input.aws-iam-password-policy-max-age-days} (0 or unset is never)."
  }
}
