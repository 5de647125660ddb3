locals {
  soc2_aws_iam_policy_no_privilege_escalation = {
    title    = "IAM policies do not contain a known privilege escalation path"
    severity = "high"
    preset   = "default"
    since    = "0.1.0"
    criteria = [
      { id = "CC6.3", strength = "supports", not_shown = "Paths over several policies or principals, and paths that nobody has published yet." },
      { id = "CC6.1", strength = "supports", not_shown = "Who holds the policy." },
      { id = "CC3.3", strength = "partial", not_shown = "Whether somebody uses the path, and other kinds of fraud." },
    ]
    description = "Some actions, alone or together, let their holder give himself more rights than the policy says: a new version of his own policy, a function that runs as administrator. The policy then grants everything, in two steps."
    remediation = {
      text   = "Limit the action to named resources, or split the actions among principals."
      before = <<-EOT
        resource "aws_iam_policy" "deploy" {
          name = "deploy"

          policy = jsonencode({
            Version = "2012-10-17"
            Statement = [{
              Effect   = "Allow"
              Action   = ["iam:PassRole", "lambda:CreateFunction", "lambda:InvokeFunction"]
              Resource = "*"
            }]
          })
        }
      EOT
      after  = <<-EOT
        resource "aws_iam_policy" "deploy" {
          name = "deploy"

          policy = jsonencode({
            Version = "2012-10-17"
            Statement = [{
              Effect   = "Allow"
              Action   = ["lambda:CreateFunction", "lambda:InvokeFunction"]
              Resource = "arn:aws:lambda:eu-west-1:123456789012:function:app-*"
            }]
          })
        }
      EOT
    }
    references = [
      "https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/iam_policy",
      "https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html",
      "https://rhinosecuritylabs.com/aws/aws-privilege-escalation-methods-mitigation/",
    ]
  }
}

policy {
  required_providers {
    aws = { source = "hashicorp/aws", version = ">= 5.0.0, < 7.0.0" }
  }
}

resource_policy "aws_iam_policy" "policy_no_privilege_escalation" {
  locals {
    statements = plugin::soc2::policy_statements(attrs.policy)
    paths = plugin::soc2::privilege_escalations(local.statements)
  }

  enforce {
    condition     = core::length(local.paths) == 0
    error_message = "The holder of this policy can give himself more rights by ${plugin::soc2::listed(local.paths)}; limit the actions to named resources."
  }
}

resource_policy "aws_iam_role_policy" "policy_no_privilege_escalation" {
  locals {
    statements = plugin::soc2::policy_statements(attrs.policy)
    paths = plugin::soc2::privilege_escalations(local.statements)
  }

  enforce {
    condition     = core::length(local.paths) == 0
    error_message = "The holder of this policy can give himself more rights by ${plugin::soc2::listed(local.paths)}; limit the actions to named resources."
  }
}

resource_policy "aws_iam_group_policy" "policy_no_privilege_escalation" {
  locals {
    statements = plugin::soc2::policy_statements(attrs.policy)
    paths = plugin::soc2::privilege_escalations(local.statements)
  }

  enforce {
    condition     = core::length(local.paths) == 0
    error_message = "The holder of this policy can give himself more rights by ${plugin::soc2::listed(local.paths)}; limit the actions to named resources."
  }
}

resource_policy "aws_iam_user_policy" "policy_no_privilege_escalation" {
  locals {
    statements = plugin::soc2::policy_statements(attrs.policy)
    paths = plugin::soc2::privilege_escalations(local.statements)
  }

  enforce {
    condition     = core::length(local.paths) == 0
    error_message = "The holder of this policy can give himself more rights by ${plugin::soc2::listed(local.paths)}; limit the actions to named resources."
  }
}

resource_policy "aws_iam_role" "policy_no_privilege_escalation" {
  locals {
    statements = plugin::soc2::policy_statements(attrs.inline_policy)
    paths = plugin::soc2::privilege_escalations(local.statements)
  }

  enforce {
    condition     = core::length(local.paths) == 0
    error_message = "The holder of this policy can give himself more rights by ${plugin::soc2::listed(local.paths)}; limit the actions to named resources."
  }
}

resource_policy "aws_ssoadmin_permission_set_inline_policy" "policy_no_privilege_escalation" {
  locals {
    statements = plugin::soc2::policy_statements(attrs.inline_policy)
    paths = plugin::soc2::privilege_escalations(local.statements)
  }

  enforce {
    condition     = core::length(local.paths) == 0
    error_message = "The holder of this policy can give himself more rights by ${plugin::soc2::listed(local.paths)}; limit the actions to named resources."
  }
}
