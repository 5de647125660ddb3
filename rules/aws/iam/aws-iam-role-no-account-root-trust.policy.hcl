locals {
  soc2_aws_iam_role_no_account_root_trust = {
    title    = "IAM role trust names roles or users instead of whole accounts"
    severity = "medium"
    preset   = "strict"
    since    = "0.1.0"
    criteria = [
      { id = "CC6.3", strength = "partial", not_shown = "Who in the account is allowed to assume roles by policies there." },
    ]
    description = "Trust in `:root` is trust in a whole account: everybody there to whom somebody gives `sts:AssumeRole` gets in. Naming the role keeps that decision here."
    remediation = {
      text   = "Name the roles or users, or limit the statement by `aws:PrincipalArn`, `aws:PrincipalOrgID`, `sts:ExternalId` or MFA."
      before = <<-EOT
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
        resource "aws_iam_role" "app" {
          name = "app"

          assume_role_policy = jsonencode({
            Version = "2012-10-17"
            Statement = [{
              Effect = "Allow"
              Action = "sts:AssumeRole"
              Principal = {
                AWS = "arn:aws:iam::999988887777:role/deploy"
              }
            }]
          })
        }
      EOT
    }
    references = [
      "https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/iam_role",
      "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html",
    ]
  }
}

policy {
  required_providers {
    aws = { source = "hashicorp/aws", version = ">= 5.0.0, < 7.0.0" }
  }
}

resource_policy "aws_iam_role" "role_no_account_root_trust" {
  locals {
    statements = plugin::soc2::policy_statements(attrs.assume_role_policy)
    keys = ["aws:PrincipalArn", "aws:PrincipalTag/*", "aws:PrincipalOrgID", "aws:PrincipalOrgPaths", "aws:userid", "sts:ExternalId", "aws:MultiFactorAuthPresent"]
    open = [
      for s in local.statements : s
      if s.effect == "Allow" &&
      core::length([for p in s.principals : p if plugin::soc2::is_whole_account(p)]) > 0 &&
      !plugin::soc2::requires_condition(s, local.keys)
    ]
  }

  enforce {
    condition     = core::length(local.open) == 0
    error_message = "This role trusts a whole account; name the roles or users, or limit the statement by `aws:PrincipalArn`, `sts:ExternalId` or MFA."
  }
}
