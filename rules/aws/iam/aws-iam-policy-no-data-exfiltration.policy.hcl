locals {
  soc2_aws_iam_policy_no_data_exfiltration = {
    title    = "IAM policies do not allow reading all objects, parameters or secrets"
    severity = "medium"
    preset   = "default"
    since    = "0.1.0"
    criteria = [
      { id = "CC6.3", strength = "supports", not_shown = "What resource policies allow, and other stores of data." },
      { id = "C1.1", strength = "partial", not_shown = "Which of the data is confidential." },
    ]
    description = "A principal that can read every object, parameter or secret of the account can carry all of them away; one stolen session is a breach of everything."
    remediation = {
      text   = "Name the buckets, parameters or secrets."
      before = <<-EOT
        resource "aws_iam_policy" "deploy" {
          name = "deploy"

          policy = jsonencode({
            Version = "2012-10-17"
            Statement = [{
              Effect   = "Allow"
              Action   = "secretsmanager:GetSecretValue"
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
              Action   = "secretsmanager:GetSecretValue"
              Resource = "arn:aws:secretsmanager:eu-west-1:123456789012:secret:app/*"
            }]
          })
        }
      EOT
    }
    references = [
      "https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/iam_policy",
      "https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html#grant-least-privilege",
    ]
  }
}

policy {
  required_providers {
    aws = { source = "hashicorp/aws", version = ">= 5.0.0, < 7.0.0" }
  }
}

resource_policy "aws_iam_policy" "policy_no_data_exfiltration" {
  locals {
    statements = plugin::soc2::policy_statements(attrs.policy)
    reads = [
      { actions = ["s3:GetObject"], resource = "arn:aws:s3:::*/*" },
      { actions = ["ssm:GetParameter", "ssm:GetParameters", "ssm:GetParametersByPath"], resource = "arn:aws:ssm:::parameter/*" },
      { actions = ["secretsmanager:GetSecretValue"], resource = "arn:aws:secretsmanager:::secret:*" },
    ]
    granted = [
      for s in local.statements : [
        for r in local.reads : plugin::soc2::granted_actions(s, local.statements, r.actions)
        if (plugin::soc2::covers_resource(s, "*") || plugin::soc2::covers_resource(s, r.resource)) && !plugin::soc2::is_narrowed(s)
      ]
    ]
  }

  enforce {
    condition     = core::length([for g in local.granted : g if core::length([for a in g : a if plugin::soc2::is_set(a)]) > 0]) == 0
    error_message = "This policy allows to read all objects, parameters or secrets (`${plugin::soc2::listed(local.granted)}`); name those that are needed."
  }
}

resource_policy "aws_iam_role_policy" "policy_no_data_exfiltration" {
  locals {
    statements = plugin::soc2::policy_statements(attrs.policy)
    reads = [
      { actions = ["s3:GetObject"], resource = "arn:aws:s3:::*/*" },
      { actions = ["ssm:GetParameter", "ssm:GetParameters", "ssm:GetParametersByPath"], resource = "arn:aws:ssm:::parameter/*" },
      { actions = ["secretsmanager:GetSecretValue"], resource = "arn:aws:secretsmanager:::secret:*" },
    ]
    granted = [
      for s in local.statements : [
        for r in local.reads : plugin::soc2::granted_actions(s, local.statements, r.actions)
        if (plugin::soc2::covers_resource(s, "*") || plugin::soc2::covers_resource(s, r.resource)) && !plugin::soc2::is_narrowed(s)
      ]
    ]
  }

  enforce {
    condition     = core::length([for g in local.granted : g if core::length([for a in g : a if plugin::soc2::is_set(a)]) > 0]) == 0
    error_message = "This policy allows to read all objects, parameters or secrets (`${plugin::soc2::listed(local.granted)}`); name those that are needed."
  }
}

resource_policy "aws_iam_group_policy" "policy_no_data_exfiltration" {
  locals {
    statements = plugin::soc2::policy_statements(attrs.policy)
    reads = [
      { actions = ["s3:GetObject"], resource = "arn:aws:s3:::*/*" },
      { actions = ["ssm:GetParameter", "ssm:GetParameters", "ssm:GetParametersByPath"], resource = "arn:aws:ssm:::parameter/*" },
      { actions = ["secretsmanager:GetSecretValue"], resource = "arn:aws:secretsmanager:::secret:*" },
    ]
    granted = [
      for s in local.statements : [
        for r in local.reads : plugin::soc2::granted_actions(s, local.statements, r.actions)
        if (plugin::soc2::covers_resource(s, "*") || plugin::soc2::covers_resource(s, r.resource)) && !plugin::soc2::is_narrowed(s)
      ]
    ]
  }

  enforce {
    condition     = core::length([for g in local.granted : g if core::length([for a in g : a if plugin::soc2::is_set(a)]) > 0]) == 0
    error_message = "This policy allows to read all objects, parameters or secrets (`${plugin::soc2::listed(local.granted)}`); name those that are needed."
  }
}

resource_policy "aws_iam_user_policy" "policy_no_data_exfiltration" {
  locals {
    statements = plugin::soc2::policy_statements(attrs.policy)
    reads = [
      { actions = ["s3:GetObject"], resource = "arn:aws:s3:::*/*" },
      { actions = ["ssm:GetParameter", "ssm:GetParameters", "ssm:GetParametersByPath"], resource = "arn:aws:ssm:::parameter/*" },
      { actions = ["secretsmanager:GetSecretValue"], resource = "arn:aws:secretsmanager:::secret:*" },
    ]
    granted = [
      for s in local.statements : [
        for r in local.reads : plugin::soc2::granted_actions(s, local.statements, r.actions)
        if (plugin::soc2::covers_resource(s, "*") || plugin::soc2::covers_resource(s, r.resource)) && !plugin::soc2::is_narrowed(s)
      ]
    ]
  }

  enforce {
    condition     = core::length([for g in local.granted : g if core::length([for a in g : a if plugin::soc2::is_set(a)]) > 0]) == 0
    error_message = "This policy allows to read all objects, parameters or secrets (`${plugin::soc2::listed(local.granted)}`); name those that are needed."
  }
}

resource_policy "aws_iam_role" "policy_no_data_exfiltration" {
  locals {
    statements = plugin::soc2::policy_statements(attrs.inline_policy)
    reads = [
      { actions = ["s3:GetObject"], resource = "arn:aws:s3:::*/*" },
      { actions = ["ssm:GetParameter", "ssm:GetParameters", "ssm:GetParametersByPath"], resource = "arn:aws:ssm:::parameter/*" },
      { actions = ["secretsmanager:GetSecretValue"], resource = "arn:aws:secretsmanager:::secret:*" },
    ]
    granted = [
      for s in local.statements : [
        for r in local.reads : plugin::soc2::granted_actions(s, local.statements, r.actions)
        if (plugin::soc2::covers_resource(s, "*") || plugin::soc2::covers_resource(s, r.resource)) && !plugin::soc2::is_narrowed(s)
      ]
    ]
  }

  enforce {
    condition     = core::length([for g in local.granted : g if core::length([for a in g : a if plugin::soc2::is_set(a)]) > 0]) == 0
    error_message = "This policy allows to read all objects, parameters or secrets (`${plugin::soc2::listed(local.granted)}`); name those that are needed."
  }
}

resource_policy "aws_ssoadmin_permission_set_inline_policy" "policy_no_data_exfiltration" {
  locals {
    statements = plugin::soc2::policy_statements(attrs.inline_policy)
    reads = [
      { actions = ["s3:GetObject"], resource = "arn:aws:s3:::*/*" },
      { actions = ["ssm:GetParameter", "ssm:GetParameters", "ssm:GetParametersByPath"], resource = "arn:aws:ssm:::parameter/*" },
      { actions = ["secretsmanager:GetSecretValue"], resource = "arn:aws:secretsmanager:::secret:*" },
    ]
    granted = [
      for s in local.statements : [
        for r in local.reads : plugin::soc2::granted_actions(s, local.statements, r.actions)
        if (plugin::soc2::covers_resource(s, "*") || plugin::soc2::covers_resource(s, r.resource)) && !plugin::soc2::is_narrowed(s)
      ]
    ]
  }

  enforce {
    condition     = core::length([for g in local.granted : g if core::length([for a in g : a if plugin::soc2::is_set(a)]) > 0]) == 0
    error_message = "This policy allows to read all objects, parameters or secrets (`${plugin::soc2::listed(local.granted)}`); name those that are needed."
  }
}
