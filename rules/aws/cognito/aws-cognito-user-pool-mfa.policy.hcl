locals {
  soc2_aws_cognito_user_pool_mfa = {
    title    = "Cognito user pools require MFA"
    severity = "high"
    preset   = "default"
    since    = "0.1.0"
    criteria = [
      { id = "CC6.1", strength = "supports", not_shown = "Whether identity providers that the pool trusts ask for a second factor." },
      { id = "CC6.6", strength = "supports", not_shown = "How sessions and tokens are limited afterwards." },
    ]
    description = "Passwords are guessed, reused and phished; a second factor stops most of that. With `OPTIONAL` the users who need it least are those who have it. Pools without passwords are not judged."
    remediation = {
      text   = "Set `mfa_configuration = \"ON\"` and enable a method, such as `software_token_mfa_configuration`."
      before = <<-EOT
        resource "aws_cognito_user_pool" "customers" {
          name              = "customers"
          mfa_configuration = "OPTIONAL"

          software_token_mfa_configuration {
            enabled = true
          }

          sign_in_policy {
            allowed_first_auth_factors = ["PASSWORD"]
          }
        }
      EOT
      after  = <<-EOT
        resource "aws_cognito_user_pool" "customers" {
          name              = "customers"
          mfa_configuration = "ON"

          software_token_mfa_configuration {
            enabled = true
          }

          sign_in_policy {
            allowed_first_auth_factors = ["PASSWORD"]
          }
        }
      EOT
    }
    references = [
      "https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/cognito_user_pool",
      "https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-settings-mfa.html",
    ]
  }
}

policy {
  required_providers {
    aws = { source = "hashicorp/aws", version = ">= 5.0.0, < 7.0.0" }
  }
}

resource_policy "aws_cognito_user_pool" "user_pool_mfa" {
  locals {
    token        = [for t in attrs.software_token_mfa_configuration : t if t.enabled == true]
    email        = core::try(attrs.email_mfa_configuration, [])
    passwordless = [for p in core::try(attrs.sign_in_policy, []) : p if plugin::soc2::is_set(p.allowed_first_auth_factors) && !core::contains(core::tolist(p.allowed_first_auth_factors), "PASSWORD")]
  }

  enforce {
    condition = (
      (attrs.mfa_configuration == "ON" && (core::length(local.token) > 0 || core::length(attrs.sms_configuration) > 0 || core::length(local.email) > 0)) ||
      core::length(local.passwordless) > 0
    )
    error_message = "Users of this pool may sign in with a password alone; set `mfa_configuration = \"ON\"` and enable a method, such as `software_token_mfa_configuration`."
  }
}
