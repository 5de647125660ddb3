locals {
  soc2_aws_iam_access_key_secret_encrypted = {
    title    = "Secrets of access keys made by Terraform are PGP-encrypted in state"
    severity = "medium"
    preset   = "default"
    since    = "0.1.0"
    criteria = [
      { id = "CC6.1", strength = "partial", not_shown = "Who holds the private PGP key, and whether the secret was copied elsewhere after decryption." },
      { id = "CC6.2", strength = "partial", not_shown = "Whether the person who receives the key was authorized to have it." },
    ]
    description = "Without `pgp_key`, Terraform writes the secret of the new access key to its state in clear text: everybody who can read the state can act as the user. Auditors ask who can read credentials, and a state file in a shared backend widens that circle silently."
    remediation = {
      text   = "Set `pgp_key` to the public key of the person who receives the secret, or better give the workload a role and delete the access key."
      before = <<-EOT
        resource "aws_iam_user" "backup" {
          name = "backup"
        }

        resource "aws_iam_access_key" "backup" {
          user = aws_iam_user.backup.name
        }
      EOT
      after  = <<-EOT
        resource "aws_iam_user" "backup" {
          name = "backup"
        }

        resource "aws_iam_access_key" "backup" {
          user    = aws_iam_user.backup.name
          pgp_key = "keybase:platform_team"
        }
      EOT
    }
    references = [
      "https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/iam_access_key",
      "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_access-keys.html",
    ]
  }
}

policy {
  required_providers {
    aws = { source = "hashicorp/aws", version = ">= 5.0.0, < 7.0.0" }
  }
}

resource_policy "aws_iam_access_key" "access_key_secret_encrypted" {
  enforce {
    condition     = plugin::soc2::is_set(attrs.pgp_key) || attrs.status == "Inactive"
    error_message = "The secret of this access key is stored in clear text in the Terraform state; set `pgp_key` to the recipient's PGP public key."
  }
}
