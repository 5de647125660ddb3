locals {
  soc2_aws_sagemaker_notebook_role_not_broad = {
    title    = "SageMaker notebook roles are not administrators"
    severity = "high"
    preset   = "default"
    since    = "0.1.0"
    criteria = [
      { id = "CC6.3", strength = "supports", not_shown = "Whether the named actions are the least that the notebook needs, and roles of other configurations." },
    ]
    description = "Whoever opens the notebook works with its role, whatever their own rights are, and so does every package that it installs. A role that may do everything makes each user of the notebook an administrator."
    remediation = {
      text   = "Give the role of the notebook named actions on named resources."
      before = <<-EOT
        resource "aws_sagemaker_notebook_instance" "research" {
          name          = "research"
          role_arn      = aws_iam_role.research.arn
          instance_type = "ml.t3.medium"
        }

        resource "aws_iam_role" "research" {
          name                = "research"
          managed_policy_arns = []

          assume_role_policy = jsonencode({
            Version = "2012-10-17"
            Statement = [{
              Effect    = "Allow"
              Principal = { Service = "sagemaker.amazonaws.com" }
              Action    = "sts:AssumeRole"
            }]
          })

          inline_policy {
            name = "data"

            policy = jsonencode({
              Version = "2012-10-17"
              Statement = [{
                Effect   = "Allow"
                Action   = "*"
                Resource = "*"
              }]
            })
          }
        }
      EOT
      after  = <<-EOT
        resource "aws_sagemaker_notebook_instance" "research" {
          name          = "research"
          role_arn      = aws_iam_role.research.arn
          instance_type = "ml.t3.medium"
        }

        resource "aws_iam_role" "research" {
          name                = "research"
          managed_policy_arns = []

          assume_role_policy = jsonencode({
            Version = "2012-10-17"
            Statement = [{
              Effect    = "Allow"
              Principal = { Service = "sagemaker.amazonaws.com" }
              Action    = "sts:AssumeRole"
            }]
          })

          inline_policy {
            name = "data"

            policy = jsonencode({
              Version = "2012-10-17"
              Statement = [{
                Effect   = "Allow"
                Action   = "s3:GetObject"
                Resource = "arn:aws:s3:::example-training/*"
              }]
            })
          }
        }
      EOT
    }
    references = [
      "https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/sagemaker_notebook_instance",
      "https://docs.aws.amazon.com/sagemaker/latest/dg/sagemaker-roles.html",
      "https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html#grant-least-privilege",
    ]
  }
}

policy {
  required_providers {
    aws = { source = "hashicorp/aws", version = ">= 5.0.0, < 7.0.0" }
  }
}

resource_policy "aws_sagemaker_notebook_instance" "notebook_role_not_broad" {
  # Roles of another configuration can't be judged here.
  filter = core::length(local.roles) > 0

  locals {
    roles  = core::getresources("aws_iam_role", { arn = attrs.role_arn })
    inline = core::flatten([for r in local.roles : [for p in r.inline_policy : p.name if p.policy != null && core::length([for s in plugin::soc2::policy_statements(p.policy) : s if s.effect == "Allow" && core::length([for a in s.actions : a if a == "*" || a == "*:*"]) > 0]) > 0]])
    policies = core::flatten([
      for r in local.roles : [for p in core::getresources("aws_iam_role_policy", { role = r.name }) : p if core::length([for s in plugin::soc2::policy_statements(p.policy) : s if s.effect == "Allow" && core::length([for a in s.actions : a if a == "*" || a == "*:*"]) > 0]) > 0]
    ])
    attached = core::flatten([
      for r in local.roles : [for a in core::getresources("aws_iam_role_policy_attachment", { role = r.name }) : a.policy_arn]
    ])
    managed        = core::flatten([for r in local.roles : [for a in r.managed_policy_arns == null ? [] : r.managed_policy_arns : a]])
    administrators = [for n in plugin::soc2::managed_policy_names(core::concat(local.attached, local.managed)) : n if n == "AdministratorAccess"]
    own = core::flatten([
      for r in local.roles : [
        for p in core::getresources("aws_iam_policy", {}) : p
        if core::length([for a in local.attached : a if core::length(plugin::soc2::managed_policy_names(a)) == 0 && a == p.arn]) > 0 && core::length([for s in plugin::soc2::policy_statements(p.policy) : s if s.effect == "Allow" && core::length([for a in s.actions : a if a == "*" || a == "*:*"]) > 0]) > 0
      ]
    ])
  }

  enforce {
    condition     = core::length(local.inline) == 0 && core::length(local.policies) == 0 && core::length(local.own) == 0 && core::length(local.administrators) == 0
    error_message = "The role of this notebook may do everything in the account; name the actions and resources that the notebook needs."
  }
}
