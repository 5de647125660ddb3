locals {
  soc2_aws_iam_role_github_oidc_subject_restricted = {
    title    = "GitHub Actions roles trust one repository or organization, not any"
    severity = "high"
    preset   = "default"
    since    = "0.1.0"
    criteria = [
      { id = "CC6.1", strength = "supports", not_shown = "Who can push to the repository, and its branch protection." },
      { id = "CC6.3", strength = "partial", not_shown = "What the role may do." },
      { id = "CC8.1", strength = "partial", not_shown = "Whether changes are reviewed before the workflow runs." },
    ]
    description = "Everybody on GitHub gets tokens of the same issuer. Without a condition on the subject, a workflow in any repository of the world assumes the role."
    remediation = {
      text   = "Ask for the repository in a condition on `token.actions.githubusercontent.com:sub`."
      before = <<-EOT
        resource "aws_iam_role" "app" {
          name = "app"

          assume_role_policy = jsonencode({
            Version = "2012-10-17"
            Statement = [{
              Effect = "Allow"
              Action = "sts:AssumeRoleWithWebIdentity"
              Principal = {
                Federated = "arn:aws:iam::123456789012:oidc-provider/token.actions.githubusercontent.com"
              }
              Condition = {
                StringEquals = {
                  "token.actions.githubusercontent.com:aud" = "sts.amazonaws.com"
                }
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
              Action = "sts:AssumeRoleWithWebIdentity"
              Principal = {
                Federated = "arn:aws:iam::123456789012:oidc-provider/token.actions.githubusercontent.com"
              }
              Condition = {
                StringEquals = {
                  "token.actions.githubusercontent.com:aud" = "sts.amazonaws.com"
                  "token.actions.githubusercontent.com:sub" = "repo:example/app:ref:refs/heads/main"
                }
              }
            }]
          })
        }
      EOT
    }
    references = [
      "https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/iam_role",
      "https://docs.github.com/en/actions/security-for-github-actions/security-hardening-your-deployments/configuring-openid-connect-in-amazon-web-services",
      "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_create_oidc.html",
    ]
  }
}

policy {
  required_providers {
    aws = { source = "hashicorp/aws", version = ">= 5.0.0, < 7.0.0" }
  }
}

resource_policy "aws_iam_role" "role_github_oidc_subject_restricted" {
  locals {
    statements = plugin::soc2::policy_statements(attrs.assume_role_policy)
    open = [
      for s in local.statements : s
      if plugin::soc2::admits_any_github_repository(s) || (
        s.effect == "Allow" && !plugin::soc2::names_github_repository(s) && core::length([
          for p in s.principals : p
          if p.type == "Federated" && core::length([
            for o in core::getresources("aws_iam_openid_connect_provider", { arn = p.identifier }) : o
            if core::contains_substring(o.url, "token.actions.githubusercontent.com")
          ]) > 0
        ]) > 0
      )
    ]
  }

  enforce {
    condition     = core::length(local.open) == 0
    error_message = "A workflow in any repository of GitHub may assume this role; ask for the repository in a condition on `token.actions.githubusercontent.com:sub`."
  }
}
