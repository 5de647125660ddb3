locals {
  soc2_aws_iam_no_iam_users = {
    title    = "People and workloads use roles or IAM Identity Center instead of IAM users"
    severity = "low"
    preset   = "default"
    since    = "0.1.0"
    criteria = [
      { id = "CC6.1", strength = "partial", not_shown = "Users made outside Terraform, and how people sign in otherwise." },
      { id = "CC6.2", strength = "partial", not_shown = "Whether access is withdrawn when somebody leaves." },
      { id = "CC6.3", strength = "partial", not_shown = "What the roles may do." },
    ]
    description = "An IAM user is an account beside the company's directory: nobody disables it when its owner leaves, and its keys do not expire. What still needs one should be listed as an exception, with its reason."
    remediation = {
      text   = "Use a role, or IAM Identity Center for people; list the users that remain in `aws-iam-no-iam-users-allowed`, or tag them."
      before = <<-EOT
        resource "aws_iam_user" "alice" {
          name = "alice"
        }
      EOT
      after  = <<-EOT
        resource "aws_iam_role" "developer" {
          name = "developer"

          assume_role_policy = jsonencode({
            Version = "2012-10-17"
            Statement = [{
              Effect    = "Allow"
              Action    = ["sts:AssumeRoleWithSAML", "sts:TagSession"]
              Principal = { Federated = "arn:aws:iam::123456789012:saml-provider/directory" }
              Condition = { StringEquals = { "SAML:aud" = "https://signin.aws.amazon.com/saml" } }
            }]
          })
        }
      EOT
    }
    references = [
      "https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/iam_user",
      "https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html#bp-users-federation-idp",
    ]
  }
}

policy {
  required_providers {
    aws = { source = "hashicorp/aws", version = ">= 5.0.0, < 7.0.0" }
  }
}

input "aws-iam-no-iam-users-allowed" {
  type        = list(string)
  default     = []
  description = "Names of the IAM users that are documented exceptions."
}

input "aws-iam-no-iam-users-exception-tag" {
  type        = string
  default     = "IamUserException"
  description = "A user with this tag is a documented exception; its value gives the reason."
}

resource_policy "aws_iam_user" "no_iam_users" {
  locals {
    tags = attrs.tags == null ? core::jsondecode("{}") : attrs.tags
  }

  enforce {
    condition = (
      core::contains(input.aws-iam-no-iam-users-allowed, attrs.name) ||
      core::contains(core::keys(local.tags), input.aws-iam-no-iam-users-exception-tag)
    )
    error_message = "This is an IAM user, whose credentials do not expire; use a role or IAM Identity Center, or list the user in `aws-iam-no-iam-users-allowed`."
  }
}
