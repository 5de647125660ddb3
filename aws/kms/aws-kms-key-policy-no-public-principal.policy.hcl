locals {
  soc2_aws_kms_key_policy_no_public_principal = {
    title    = "KMS key policies do not let everyone use the key"
    severity = "critical"
    preset   = "default"
    since    = "0.1.0"
    criteria = [
      { id = "CC6.1", strength = "supports", not_shown = "Which of the named principals need the key, and grants made at run time." },
      { id = "CC6.3", strength = "partial", not_shown = "Whether the rights given to named principals are the least they need." },
    ]
    description = "A key that everyone may use protects nothing: who gets hold of the encrypted data anywhere decrypts it with your key. Auditors read key policies for exactly this star."
    remediation = {
      text   = "Name the principals, or limit the star by `kms:CallerAccount` or `aws:PrincipalOrgID` with fixed values."
      before = <<-EOT
        resource "aws_kms_key" "main" {
          enable_key_rotation = true

          policy = jsonencode({
            Version = "2012-10-17"
            Statement = [{
              Effect    = "Allow"
              Principal = "*"
              Action    = "kms:*"
              Resource  = "*"
            }]
          })
        }
      EOT
      after  = <<-EOT
        resource "aws_kms_key" "main" {
          enable_key_rotation = true

          policy = jsonencode({
            Version = "2012-10-17"
            Statement = [{
              Effect    = "Allow"
              Principal = { AWS = "arn:aws:iam::123456789012:root" }
              Action    = "kms:*"
              Resource  = "*"
            }]
          })
        }
      EOT
    }
    references = [
      "https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/kms_key",
      "https://docs.aws.amazon.com/kms/latest/developerguide/key-policies.html",
      "https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html",
    ]
  }
}

policy {
  required_providers {
    aws = { source = "hashicorp/aws", version = ">= 5.0.0, < 7.0.0" }
  }
}

resource_policy "aws_kms_key" "key_policy_no_public_principal" {
  enforce {
    condition     = core::length([for s in plugin::soc2::policy_statements(attrs.policy) : s if plugin::soc2::is_public_statement(s)]) == 0
    error_message = "The key policy lets everyone use this key; name the principals, or limit the statement by `kms:CallerAccount` or `aws:PrincipalOrgID`."
  }
}


resource_policy "aws_kms_key_policy" "key_policy_no_public_principal" {
  enforce {
    condition     = core::length([for s in plugin::soc2::policy_statements(attrs.policy) : s if plugin::soc2::is_public_statement(s)]) == 0
    error_message = "The key policy lets everyone use this key; name the principals, or limit the statement by `kms:CallerAccount` or `aws:PrincipalOrgID`."
  }
}


resource_policy "aws_kms_external_key" "key_policy_no_public_principal" {
  enforce {
    condition     = core::length([for s in plugin::soc2::policy_statements(attrs.policy) : s if plugin::soc2::is_public_statement(s)]) == 0
    error_message = "The key policy lets everyone use this key; name the principals, or limit the statement by `kms:CallerAccount` or `aws:PrincipalOrgID`."
  }
}


resource_policy "aws_kms_replica_key" "key_policy_no_public_principal" {
  enforce {
    condition     = core::length([for s in plugin::soc2::policy_statements(attrs.policy) : s if plugin::soc2::is_public_statement(s)]) == 0
    error_message = "The key policy lets everyone use this key; name the principals, or limit the statement by `kms:CallerAccount` or `aws:PrincipalOrgID`."
  }
}


resource_policy "aws_kms_replica_external_key" "key_policy_no_public_principal" {
  enforce {
    condition     = core::length([for s in plugin::soc2::policy_statements(attrs.policy) : s if plugin::soc2::is_public_statement(s)]) == 0
    error_message = "The key policy lets everyone use this key; name the principals, or limit the statement by `kms:CallerAccount` or `aws:PrincipalOrgID`."
  }
}
