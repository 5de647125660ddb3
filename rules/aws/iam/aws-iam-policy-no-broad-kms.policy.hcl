locals {
  soc2_aws_iam_policy_no_broad_kms = {
    title    = "IAM policies do not allow all KMS actions or decryption with every key"
    severity = "medium"
    preset   = "default"
    since    = "0.1.0"
    criteria = [
      { id = "CC6.3", strength = "supports", not_shown = "What key policies and grants allow." },
      { id = "CC6.1", strength = "supports", not_shown = "Who holds the policy." },
    ]
    description = "Encryption separates data only as far as its keys are separated. A principal that may decrypt with every key reads whatever it can get hold of."
    remediation = {
      text   = "Name the keys, or limit the statement by `kms:ViaService` or `kms:ResourceAliases`."
      before = <<-EOT
        resource "aws_iam_policy" "deploy" {
          name = "deploy"

          policy = jsonencode({
            Version = "2012-10-17"
            Statement = [{
              Effect   = "Allow"
              Action   = "kms:Decrypt"
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
              Action   = "kms:Decrypt"
              Resource = "arn:aws:kms:eu-west-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab"
            }]
          })
        }
      EOT
    }
    references = [
      "https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/iam_policy",
      "https://docs.aws.amazon.com/kms/latest/developerguide/iam-policies-best-practices.html",
      "https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html",
    ]
  }
}

policy {
  required_providers {
    aws = { source = "hashicorp/aws", version = ">= 5.0.0, < 7.0.0" }
  }
}

resource_policy "aws_iam_policy" "policy_no_broad_kms" {
  locals {
    statements = plugin::soc2::policy_statements(attrs.policy)
    keys = ["kms:ViaService", "kms:EncryptionContext:*", "kms:ResourceAliases", "kms:RequestAlias", "aws:ResourceTag/*"]
    granted = [
      for s in local.statements : plugin::soc2::granted_actions(s, local.statements, ["kms:*", "kms:Decrypt", "kms:ReEncryptFrom"])
      if (plugin::soc2::covers_resource(s, "*") || plugin::soc2::covers_resource(s, "arn:aws:kms:::key/*")) && !plugin::soc2::requires_condition(s, local.keys)
    ]
  }

  enforce {
    condition     = core::length([for g in local.granted : g if plugin::soc2::is_set(g)]) == 0
    error_message = "This policy allows to decrypt with every key (`${plugin::soc2::listed(local.granted)}`); name the keys, or limit the statement by `kms:ViaService` or `kms:ResourceAliases`."
  }
}

resource_policy "aws_iam_role_policy" "policy_no_broad_kms" {
  locals {
    statements = plugin::soc2::policy_statements(attrs.policy)
    keys = ["kms:ViaService", "kms:EncryptionContext:*", "kms:ResourceAliases", "kms:RequestAlias", "aws:ResourceTag/*"]
    granted = [
      for s in local.statements : plugin::soc2::granted_actions(s, local.statements, ["kms:*", "kms:Decrypt", "kms:ReEncryptFrom"])
      if (plugin::soc2::covers_resource(s, "*") || plugin::soc2::covers_resource(s, "arn:aws:kms:::key/*")) && !plugin::soc2::requires_condition(s, local.keys)
    ]
  }

  enforce {
    condition     = core::length([for g in local.granted : g if plugin::soc2::is_set(g)]) == 0
    error_message = "This policy allows to decrypt with every key (`${plugin::soc2::listed(local.granted)}`); name the keys, or limit the statement by `kms:ViaService` or `kms:ResourceAliases`."
  }
}

resource_policy "aws_iam_group_policy" "policy_no_broad_kms" {
  locals {
    statements = plugin::soc2::policy_statements(attrs.policy)
    keys = ["kms:ViaService", "kms:EncryptionContext:*", "kms:ResourceAliases", "kms:RequestAlias", "aws:ResourceTag/*"]
    granted = [
      for s in local.statements : plugin::soc2::granted_actions(s, local.statements, ["kms:*", "kms:Decrypt", "kms:ReEncryptFrom"])
      if (plugin::soc2::covers_resource(s, "*") || plugin::soc2::covers_resource(s, "arn:aws:kms:::key/*")) && !plugin::soc2::requires_condition(s, local.keys)
    ]
  }

  enforce {
    condition     = core::length([for g in local.granted : g if plugin::soc2::is_set(g)]) == 0
    error_message = "This policy allows to decrypt with every key (`${plugin::soc2::listed(local.granted)}`); name the keys, or limit the statement by `kms:ViaService` or `kms:ResourceAliases`."
  }
}

resource_policy "aws_iam_user_policy" "policy_no_broad_kms" {
  locals {
    statements = plugin::soc2::policy_statements(attrs.policy)
    keys = ["kms:ViaService", "kms:EncryptionContext:*", "kms:ResourceAliases", "kms:RequestAlias", "aws:ResourceTag/*"]
    granted = [
      for s in local.statements : plugin::soc2::granted_actions(s, local.statements, ["kms:*", "kms:Decrypt", "kms:ReEncryptFrom"])
      if (plugin::soc2::covers_resource(s, "*") || plugin::soc2::covers_resource(s, "arn:aws:kms:::key/*")) && !plugin::soc2::requires_condition(s, local.keys)
    ]
  }

  enforce {
    condition     = core::length([for g in local.granted : g if plugin::soc2::is_set(g)]) == 0
    error_message = "This policy allows to decrypt with every key (`${plugin::soc2::listed(local.granted)}`); name the keys, or limit the statement by `kms:ViaService` or `kms:ResourceAliases`."
  }
}

resource_policy "aws_iam_role" "policy_no_broad_kms" {
  locals {
    statements = plugin::soc2::policy_statements(attrs.inline_policy)
    keys = ["kms:ViaService", "kms:EncryptionContext:*", "kms:ResourceAliases", "kms:RequestAlias", "aws:ResourceTag/*"]
    granted = [
      for s in local.statements : plugin::soc2::granted_actions(s, local.statements, ["kms:*", "kms:Decrypt", "kms:ReEncryptFrom"])
      if (plugin::soc2::covers_resource(s, "*") || plugin::soc2::covers_resource(s, "arn:aws:kms:::key/*")) && !plugin::soc2::requires_condition(s, local.keys)
    ]
  }

  enforce {
    condition     = core::length([for g in local.granted : g if plugin::soc2::is_set(g)]) == 0
    error_message = "This policy allows to decrypt with every key (`${plugin::soc2::listed(local.granted)}`); name the keys, or limit the statement by `kms:ViaService` or `kms:ResourceAliases`."
  }
}

resource_policy "aws_ssoadmin_permission_set_inline_policy" "policy_no_broad_kms" {
  locals {
    statements = plugin::soc2::policy_statements(attrs.inline_policy)
    keys = ["kms:ViaService", "kms:EncryptionContext:*", "kms:ResourceAliases", "kms:RequestAlias", "aws:ResourceTag/*"]
    granted = [
      for s in local.statements : plugin::soc2::granted_actions(s, local.statements, ["kms:*", "kms:Decrypt", "kms:ReEncryptFrom"])
      if (plugin::soc2::covers_resource(s, "*") || plugin::soc2::covers_resource(s, "arn:aws:kms:::key/*")) && !plugin::soc2::requires_condition(s, local.keys)
    ]
  }

  enforce {
    condition     = core::length([for g in local.granted : g if plugin::soc2::is_set(g)]) == 0
    error_message = "This policy allows to decrypt with every key (`${plugin::soc2::listed(local.granted)}`); name the keys, or limit the statement by `kms:ViaService` or `kms:ResourceAliases`."
  }
}
