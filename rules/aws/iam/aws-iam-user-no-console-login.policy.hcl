locals {
  soc2_aws_iam_user_no_console_login = {
    title    = "IAM users have no console login profile"
    severity = "medium"
    preset   = "default"
    since    = "0.1.0"
    criteria = [
      { id = "CC6.1", strength = "partial", not_shown = "Passwords made outside Terraform." },
      { id = "CC6.2", strength = "partial", not_shown = "Whether access is withdrawn when somebody leaves." },
    ]
    description = "A console password of an IAM user is one more password beside the company's directory, out of reach of its rules and of whoever closes accounts. People belong into IAM Identity Center; a service account needs no console."
    remediation = {
      text   = "Delete the login profile and let people sign in through IAM Identity Center."
      before = <<-EOT
        resource "aws_iam_user" "alice" {
          name = "alice"
        }

        resource "aws_iam_user_login_profile" "alice" {
          user    = aws_iam_user.alice.name
          pgp_key = "keybase:alice"
        }
      EOT
      after  = <<-EOT
        resource "aws_iam_user" "alice" {
          name = "alice"
        }
      EOT
    }
    references = [
      "https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/iam_user_login_profile",
      "https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html#bp-users-federation-idp",
    ]
  }
}

policy {
  required_providers {
    aws = { source = "hashicorp/aws", version = ">= 5.0.0, < 7.0.0" }
  }
}

resource_policy "aws_iam_user_login_profile" "user_no_console_login" {
  enforce {
    condition     = attrs.user == null
    error_message = "This gives an IAM user a console password; delete it and let people sign in through IAM Identity Center."
  }
}
