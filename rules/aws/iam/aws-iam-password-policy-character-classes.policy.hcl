locals {
  soc2_aws_iam_password_policy_character_classes = {
    title    = "IAM password policy requires upper case, lower case, digit and symbol"
    severity = "medium"
    preset   = "default"
    since    = "0.1.0"
    criteria = [
      { id = "CC6.1", strength = "supports", not_shown = "Passwords set before the policy, and sign-in through an identity provider that has rules of its own." },
      { id = "CC6.2", strength = "partial", not_shown = "Whether credentials are given to authorized people only." },
    ]
    description = "Passwords drawn from one kind of character are guessed and sprayed far more easily. The account password policy is the evidence that an auditor samples for IAM users, and its character classes are part of every checklist."
    remediation = {
      text   = "Require all four classes in the account password policy."
      before = <<-EOT
        resource "aws_iam_account_password_policy" "main" {
          minimum_password_length        = 14
          require_lowercase_characters   = true
          require_numbers                = false
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

resource_policy "aws_iam_account_password_policy" "password_policy_character_classes" {
  locals {
    classes = [
      { name = "require_uppercase_characters", required = attrs.require_uppercase_characters },
      { name = "require_lowercase_characters", required = attrs.require_lowercase_characters },
      { name = "require_numbers", required = attrs.require_numbers },
      { name = "require_symbols", required = attrs.require_symbols },
    ]
    missing = [for c in local.classes : c.name if c.required != true]
  }

  enforce {
    condition = (
      attrs.require_uppercase_characters == true &&
      attrs.require_lowercase_characters == true &&
      attrs.require_numbers == true &&
      attrs.require_symbols == true
    )
    error_message = "The password policy does not ask for every kind of character; set to true: ${plugin::soc2::listed(local.missing)}."
  }
}
