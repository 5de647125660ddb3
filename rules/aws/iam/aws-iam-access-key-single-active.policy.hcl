locals {
  soc2_aws_iam_access_key_single_active = {
    title    = "An IAM user has at most one active access key"
    severity = "low"
    preset   = "default"
    since    = "0.1.0"
    criteria = [
      { id = "CC6.1", strength = "partial", not_shown = "Keys made outside Terraform, and whether the one key left is rotated or used." },
      { id = "CC6.2", strength = "partial", not_shown = "Whether the holder of the key was authorized to get it." },
    ]
    description = "A second active key doubles what can leak and is rarely watched: it is usually the forgotten half of a rotation. Auditors who sample IAM users look at the number and the age of their keys."
    remediation = {
      text   = "Keep one active key per user: delete the other one, or set its `status` to `\"Inactive\"` while a rotation is under way."
      before = <<-EOT
        resource "aws_iam_user" "deploy" {
          name = "deploy"
        }

        resource "aws_iam_access_key" "first" {
          user = aws_iam_user.deploy.name
        }

        resource "aws_iam_access_key" "second" {
          user = aws_iam_user.deploy.name
        }
      EOT
      after  = <<-EOT
        resource "aws_iam_user" "deploy" {
          name = "deploy"
        }

        resource "aws_iam_access_key" "first" {
          user   = aws_iam_user.deploy.name
          status = "Inactive"
        }

        resource "aws_iam_access_key" "second" {
          user = aws_iam_user.deploy.name
        }
      EOT
    }
    references = [
      "https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/iam_access_key",
      "https://docs.aws.amazon.com/IAM/latest/UserGuide/id-credentials-access-keys-update.html",
    ]
  }
}

policy {
  required_providers {
    aws = { source = "hashicorp/aws", version = ">= 5.0.0, < 7.0.0" }
  }
}

resource_policy "aws_iam_access_key" "access_key_single_active" {
  filter = attrs.status != "Inactive"

  locals {
    active = [for k in core::getresources("aws_iam_access_key", { user = attrs.user }) : k if k.status != "Inactive"]
  }

  enforce {
    condition     = core::length(local.active) <= 1
    error_message = "The user of this access key has ${core::length(local.active)} active keys; keep one, and delete the others or set their `status = \"Inactive\"`."
  }
}
