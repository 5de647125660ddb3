locals {
  soc2_aws_iam_role_cross_account_trust_external_id = {
    title    = "Cross-account trust carries an external id, organization or MFA condition"
    severity = "medium"
    preset   = "default"
    since    = "0.1.0"
    criteria = [
      { id = "CC6.3", strength = "supports", not_shown = "Whether the external id is unique and kept by the other party." },
      { id = "CC6.1", strength = "partial", not_shown = "How the other account protects its principals." },
    ]
    description = "A vendor that works for many customers can be talked into using your role for somebody else. An external id, or a condition on the organization, makes sure that it acts for you."
    remediation = {
      text   = "Add a condition on `sts:ExternalId`, or on `aws:PrincipalOrgID` for accounts of the organization; list accounts of your own in `aws-iam-role-cross-account-trust-external-id-own-accounts`."
      before = <<-EOT
        provider "aws" {
          allowed_account_ids = ["111122223333"]
        }

        resource "aws_iam_role" "app" {
          name = "app"

          assume_role_policy = jsonencode({
            Version = "2012-10-17"
            Statement = [{
              Effect = "Allow"
              Action = "sts:AssumeRole"
              Principal = {
                AWS = "arn:aws:iam::999988887777:root"
              }
            }]
          })
        }
      EOT
      after  = <<-EOT
        provider "aws" {
          allowed_account_ids = ["111122223333"]
        }

        resource "aws_iam_role" "app" {
          name = "app"

          assume_role_policy = jsonencode({
            Version = "2012-10-17"
            Statement = [{
              Effect = "Allow"
              Action = "sts:AssumeRole"
              Principal = {
                AWS = "arn:aws:iam::999988887777:root"
              }
              Condition = {
                StringEquals = {
                  "sts:ExternalId" = "0f8fad5b"
                }
              }
            }]
          })
        }
      EOT
    }
    references = [
      "https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/iam_role",
      "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_common-scenarios_third-party.html",
    ]
  }
}

policy {
  required_providers {
    aws = { source = "hashicorp/aws", version = ">= 5.0.0, < 7.0.0" }
  }
}

input "aws-iam-role-cross-account-trust-external-id-own-accounts" {
  type        = list(string)
  default     = []
  description = "The ids of the accounts that need no such condition: the own one and others of the organization. Empty: only the account of the credentials, which is known where each `provider` block allows one account (`allowed_account_ids`)."
}

resource_policy "aws_iam_role" "role_cross_account_trust_external_id" {
  locals {
    statements = plugin::soc2::policy_statements(attrs.assume_role_policy)
    own  = core::length(input.aws-iam-role-cross-account-trust-external-id-own-accounts) > 0 ? input.aws-iam-role-cross-account-trust-external-id-own-accounts : [core::getdatasource("aws_caller_identity", {}).account_id]
    keys = ["sts:ExternalId", "aws:PrincipalOrgID", "aws:PrincipalOrgPaths", "aws:SourceOrgID", "aws:PrincipalArn", "aws:MultiFactorAuthPresent"]
    open = [
      for s in local.statements : s
      if s.effect == "Allow" &&
      !plugin::soc2::requires_condition(s, local.keys) &&
      core::length([for p in s.principals : p if plugin::soc2::is_foreign_account(p, local.own)]) > 0
    ]
  }

  enforce {
    condition     = core::length(local.open) == 0
    error_message = "This role trusts another account without condition; add one on `sts:ExternalId`, or on `aws:PrincipalOrgID` for accounts of the organization."
  }
}
