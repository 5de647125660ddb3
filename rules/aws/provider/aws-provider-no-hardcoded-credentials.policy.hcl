locals {
  soc2_aws_provider_no_hardcoded_credentials = {
    title    = "The AWS provider block holds no access key or secret"
    severity = "critical"
    preset   = "default"
    since    = "0.1.0"
    criteria = [
      { id = "CC6.1", strength = "supports", not_shown = "Whether the credentials that are used instead are short-lived and limited." },
      { id = "CC6.2", strength = "partial", not_shown = "Who was given the credentials, and whether old copies remain in the history of the repository." },
    ]
    description = "A key in a provider block is in every clone, every CI log and the history of the repository for good. Whoever reads the repository deploys with it. A provider for an emulator (`skip_credentials_validation = true`) is not judged by this rule."
    remediation = {
      text   = "Remove the credentials and rotate them; let the provider take them from the environment, a profile, or `assume_role`."
      before = <<-EOT
        provider "aws" {
          region     = "eu-west-1"
          access_key = "AKIAIOSFODNN7EXAMPLE"
          secret_key = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"
        }
      EOT
      after  = <<-EOT
        provider "aws" {
          region = "eu-west-1"

          assume_role {
            role_arn = "arn:aws:iam::123456789012:role/deploy"
          }
        }
      EOT
    }
    references = [
      "https://registry.terraform.io/providers/hashicorp/aws/latest/docs#authentication-and-configuration",
      "https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html",
    ]
  }
}

policy {
  required_providers {
    aws = { source = "hashicorp/aws", version = ">= 5.0.0, < 7.0.0" }
  }
}

provider_policy "aws" "no_hardcoded_credentials" {
  # Emulators such as LocalStack want any key; a real one there is found by aws-secrets-no-access-key-literal.
  filter = core::try(attrs.skip_credentials_validation, null) != true

  enforce {
    condition     = !plugin::soc2::is_literal(core::try(attrs.access_key, null))
    error_message = "The provider has an access key in clear text; remove `access_key`, rotate the key, and take credentials from the environment or `assume_role`."
  }

  enforce {
    condition     = !plugin::soc2::is_literal(core::try(attrs.secret_key, null))
    error_message = "The provider has a secret key in clear text; remove `secret_key`, rotate the key, and take credentials from the environment or `assume_role`."
  }

  enforce {
    condition     = !plugin::soc2::is_literal(core::try(attrs.token, null))
    error_message = "The provider has a session token in clear text; remove `token` and take credentials from the environment or `assume_role`."
  }
}
