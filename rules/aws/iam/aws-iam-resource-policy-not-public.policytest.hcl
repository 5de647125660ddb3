policytest {
  targets = ["aws-iam-resource-policy-not-public.policy.hcl"]
}

resource "aws_glacier_vault" "star" {
  expect_failure = true
  attrs          = { name = "v", access_policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = "*", Action = "*", Resource = "*" }] }) }
}

resource "aws_glacier_vault" "account" {
  attrs = { name = "v", access_policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = { AWS = "arn:aws:iam::123456789012:root" }, Action = "*", Resource = "*" }] }) }
}

resource "aws_glacier_vault" "none" {
  attrs = { name = "v", access_policy = null }
}

resource "aws_glacier_vault" "aws_star" {
  expect_failure = true
  attrs          = { name = "v", access_policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = { AWS = ["*"] }, Action = "*", Resource = "*" }] }) }
}

resource "aws_glacier_vault" "organization" {
  attrs = { name = "v", access_policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = "*", Action = "*", Resource = "*", Condition = { StringEquals = { "aws:PrincipalOrgID" = "o-0123456789" } } }] }) }
}

resource "aws_glacier_vault" "deny" {
  attrs = { name = "v", access_policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Deny", Principal = "*", Action = "*", Resource = "*" }] }) }
}

resource "aws_glacier_vault" "not_principal" {
  expect_failure = true
  attrs          = { name = "v", access_policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", NotPrincipal = { AWS = "arn:aws:iam::123456789012:root" }, Action = "*", Resource = "*" }] }) }
}

resource "aws_efs_file_system_policy" "star" {
  expect_failure = true
  attrs          = { policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = "*", Action = "*", Resource = "*" }] }) }
}

resource "aws_efs_file_system_policy" "account" {
  attrs = { policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = { AWS = "arn:aws:iam::123456789012:root" }, Action = "*", Resource = "*" }] }) }
}

resource "aws_efs_file_system_policy" "none" {
  attrs = { policy = null }
}

resource "aws_efs_file_system_policy" "aws_star" {
  expect_failure = true
  attrs          = { policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = { AWS = ["*"] }, Action = "*", Resource = "*" }] }) }
}

resource "aws_efs_file_system_policy" "organization" {
  attrs = { policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = "*", Action = "*", Resource = "*", Condition = { StringEquals = { "aws:PrincipalOrgID" = "o-0123456789" } } }] }) }
}

resource "aws_efs_file_system_policy" "deny" {
  attrs = { policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Deny", Principal = "*", Action = "*", Resource = "*" }] }) }
}

resource "aws_efs_file_system_policy" "not_principal" {
  expect_failure = true
  attrs          = { policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", NotPrincipal = { AWS = "arn:aws:iam::123456789012:root" }, Action = "*", Resource = "*" }] }) }
}

# Only who is in the network of a mount target.
resource "aws_efs_file_system_policy" "mount_target" {
  attrs = { policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = "*", Action = "*", Resource = "*", Condition = { Bool = { "elasticfilesystem:AccessedViaMountTarget" = "true" } } }] }) }
}

resource "aws_efs_file_system_policy" "tls_only" {
  expect_failure = true
  attrs          = { policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = "*", Action = "*", Resource = "*", Condition = { Bool = { "aws:SecureTransport" = "true" } } }] }) }
}

resource "aws_backup_vault_policy" "star" {
  expect_failure = true
  attrs          = { policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = "*", Action = "*", Resource = "*" }] }) }
}

resource "aws_backup_vault_policy" "account" {
  attrs = { policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = { AWS = "arn:aws:iam::123456789012:root" }, Action = "*", Resource = "*" }] }) }
}

resource "aws_kinesis_resource_policy" "star" {
  expect_failure = true
  attrs          = { policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = "*", Action = "*", Resource = "*" }] }) }
}

resource "aws_kinesis_resource_policy" "account" {
  attrs = { policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = { AWS = "arn:aws:iam::123456789012:root" }, Action = "*", Resource = "*" }] }) }
}

resource "aws_dynamodb_resource_policy" "star" {
  expect_failure = true
  attrs          = { policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = "*", Action = "*", Resource = "*" }] }) }
}

resource "aws_dynamodb_resource_policy" "account" {
  attrs = { policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = { AWS = "arn:aws:iam::123456789012:root" }, Action = "*", Resource = "*" }] }) }
}

resource "aws_codeartifact_domain_permissions_policy" "star" {
  expect_failure = true
  attrs          = { policy_document = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = "*", Action = "*", Resource = "*" }] }) }
}

resource "aws_codeartifact_domain_permissions_policy" "account" {
  attrs = { policy_document = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = { AWS = "arn:aws:iam::123456789012:root" }, Action = "*", Resource = "*" }] }) }
}

resource "aws_codeartifact_repository_permissions_policy" "star" {
  expect_failure = true
  attrs          = { policy_document = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = "*", Action = "*", Resource = "*" }] }) }
}

resource "aws_codeartifact_repository_permissions_policy" "account" {
  attrs = { policy_document = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = { AWS = "arn:aws:iam::123456789012:root" }, Action = "*", Resource = "*" }] }) }
}

resource "aws_glue_resource_policy" "star" {
  expect_failure = true
  attrs          = { policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = "*", Action = "*", Resource = "*" }] }) }
}

resource "aws_glue_resource_policy" "account" {
  attrs = { policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = { AWS = "arn:aws:iam::123456789012:root" }, Action = "*", Resource = "*" }] }) }
}

resource "aws_ses_identity_policy" "star" {
  expect_failure = true
  attrs          = { policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = "*", Action = "*", Resource = "*" }] }) }
}

resource "aws_ses_identity_policy" "account" {
  attrs = { policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = { AWS = "arn:aws:iam::123456789012:root" }, Action = "*", Resource = "*" }] }) }
}

resource "aws_sesv2_email_identity_policy" "star" {
  expect_failure = true
  attrs          = { policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = "*", Action = "*", Resource = "*" }] }) }
}

resource "aws_sesv2_email_identity_policy" "account" {
  attrs = { policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = { AWS = "arn:aws:iam::123456789012:root" }, Action = "*", Resource = "*" }] }) }
}

resource "aws_cloudwatch_event_bus_policy" "star" {
  expect_failure = true
  attrs          = { policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = "*", Action = "*", Resource = "*" }] }) }
}

resource "aws_cloudwatch_event_bus_policy" "account" {
  attrs = { policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = { AWS = "arn:aws:iam::123456789012:root" }, Action = "*", Resource = "*" }] }) }
}

resource "aws_cloudwatch_log_resource_policy" "star" {
  expect_failure = true
  attrs          = { policy_document = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = "*", Action = "*", Resource = "*" }] }) }
}

resource "aws_cloudwatch_log_resource_policy" "account" {
  attrs = { policy_document = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = { AWS = "arn:aws:iam::123456789012:root" }, Action = "*", Resource = "*" }] }) }
}

resource "aws_s3control_access_point_policy" "star" {
  expect_failure = true
  attrs          = { policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = "*", Action = "*", Resource = "*" }] }) }
}

resource "aws_s3control_access_point_policy" "account" {
  attrs = { policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = { AWS = "arn:aws:iam::123456789012:root" }, Action = "*", Resource = "*" }] }) }
}

resource "aws_s3control_multi_region_access_point_policy" "star" {
  expect_failure = true
  attrs          = { details = [{ name = "x", policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = "*", Action = "*", Resource = "*" }] }) }] }
}

resource "aws_s3control_multi_region_access_point_policy" "account" {
  attrs = { details = [{ name = "x", policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = { AWS = "arn:aws:iam::123456789012:root" }, Action = "*", Resource = "*" }] }) }] }
}

resource "aws_s3control_object_lambda_access_point_policy" "star" {
  expect_failure = true
  attrs          = { policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = "*", Action = "*", Resource = "*" }] }) }
}

resource "aws_s3control_object_lambda_access_point_policy" "account" {
  attrs = { policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = { AWS = "arn:aws:iam::123456789012:root" }, Action = "*", Resource = "*" }] }) }
}

resource "aws_s3_access_point" "star" {
  expect_failure = true
  attrs          = { name = "a", policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = "*", Action = "*", Resource = "*" }] }) }
}

resource "aws_s3_access_point" "account" {
  attrs = { name = "a", policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = { AWS = "arn:aws:iam::123456789012:root" }, Action = "*", Resource = "*" }] }) }
}

resource "aws_cloudwatch_event_permission" "star" {
  expect_failure = true
  attrs          = { principal = "*", statement_id = "s", condition = [] }
}

resource "aws_cloudwatch_event_permission" "account" {
  attrs = { principal = "123456789012", statement_id = "s", condition = [] }
}

resource "aws_cloudwatch_event_permission" "organization" {
  attrs = { principal = "*", statement_id = "s", condition = [{ key = "aws:PrincipalOrgID", type = "StringEquals", value = "o-0123456789" }] }
}

resource "aws_cloudwatch_event_permission" "any_organization" {
  expect_failure = true
  attrs          = { principal = "*", statement_id = "s", condition = [{ key = "aws:PrincipalOrgID", type = "StringEquals", value = "*" }] }
}
