locals {
  soc2_aws_iam_resource_policy_not_public = {
    title    = "Resource policies of other services grant nothing to the public"
    severity = "high"
    preset   = "default"
    since    = "0.1.0"
    criteria = [
      { id = "CC6.1", strength = "supports", not_shown = "What the policies allow to named principals." },
      { id = "CC6.6", strength = "supports", not_shown = "Other public ways to the resource, such as its network." },
      { id = "PI1.4", strength = "partial", not_shown = "Whether what is delivered is complete and correct." },
    ]
    description = "A policy on a vault, file system, table or event bus can let in every AWS account in the world, past all policies of your own principals. Auditors look for that star wherever data is kept or taken in."
    remediation = {
      text   = "Name the principals, or limit the star by `aws:PrincipalOrgID`, `aws:SourceAccount` or `aws:SourceArn` with fixed values."
      before = <<-EOT
        resource "aws_glacier_vault" "archive" {
          name = "archive"

          access_policy = jsonencode({
            Version = "2012-10-17"
            Statement = [{
              Effect    = "Allow"
              Principal = "*"
              Action    = "glacier:InitiateJob"
              Resource  = "arn:aws:glacier:eu-west-1:123456789012:vaults/archive"
            }]
          })
        }
      EOT
      after  = <<-EOT
        resource "aws_glacier_vault" "archive" {
          name = "archive"

          access_policy = jsonencode({
            Version = "2012-10-17"
            Statement = [{
              Effect = "Allow"
              Principal = {
                AWS = "arn:aws:iam::123456789012:root"
              }
              Action   = "glacier:InitiateJob"
              Resource = "arn:aws:glacier:eu-west-1:123456789012:vaults/archive"
            }]
          })
        }
      EOT
    }
    references = [
      "https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/glacier_vault",
      "https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/efs_file_system_policy",
      "https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_identity-vs-resource.html",
    ]
  }
}

policy {
  required_providers {
    aws = { source = "hashicorp/aws", version = ">= 5.0.0, < 7.0.0" }
  }
}

resource_policy "aws_glacier_vault" "resource_policy_not_public" {
  locals {
    public = [
      for s in plugin::soc2::policy_statements(attrs.access_policy) : s
      if plugin::soc2::is_public_statement(s)
    ]
  }

  enforce {
    condition     = core::length(local.public) == 0
    error_message = "This policy lets everyone in; name the principals, or limit the statement by `aws:PrincipalOrgID`, `aws:SourceAccount` or `aws:SourceArn`."
  }
}

resource_policy "aws_efs_file_system_policy" "resource_policy_not_public" {
  locals {
    public = [
      for s in plugin::soc2::policy_statements(attrs.policy) : s
      if plugin::soc2::is_public_statement(s) && !plugin::soc2::requires_condition(s, ["elasticfilesystem:AccessedViaMountTarget"])
    ]
  }

  enforce {
    condition     = core::length(local.public) == 0
    error_message = "This policy lets everyone in; name the principals, ask for `elasticfilesystem:AccessedViaMountTarget` or limit the statement by `aws:PrincipalOrgID`, `aws:SourceAccount` or `aws:SourceArn`."
  }
}

resource_policy "aws_backup_vault_policy" "resource_policy_not_public" {
  locals {
    public = [
      for s in plugin::soc2::policy_statements(attrs.policy) : s
      if plugin::soc2::is_public_statement(s)
    ]
  }

  enforce {
    condition     = core::length(local.public) == 0
    error_message = "This policy lets everyone in; name the principals, or limit the statement by `aws:PrincipalOrgID`, `aws:SourceAccount` or `aws:SourceArn`."
  }
}

resource_policy "aws_kinesis_resource_policy" "resource_policy_not_public" {
  locals {
    public = [
      for s in plugin::soc2::policy_statements(attrs.policy) : s
      if plugin::soc2::is_public_statement(s)
    ]
  }

  enforce {
    condition     = core::length(local.public) == 0
    error_message = "This policy lets everyone in; name the principals, or limit the statement by `aws:PrincipalOrgID`, `aws:SourceAccount` or `aws:SourceArn`."
  }
}

resource_policy "aws_dynamodb_resource_policy" "resource_policy_not_public" {
  locals {
    public = [
      for s in plugin::soc2::policy_statements(attrs.policy) : s
      if plugin::soc2::is_public_statement(s)
    ]
  }

  enforce {
    condition     = core::length(local.public) == 0
    error_message = "This policy lets everyone in; name the principals, or limit the statement by `aws:PrincipalOrgID`, `aws:SourceAccount` or `aws:SourceArn`."
  }
}

resource_policy "aws_codeartifact_domain_permissions_policy" "resource_policy_not_public" {
  locals {
    public = [
      for s in plugin::soc2::policy_statements(attrs.policy_document) : s
      if plugin::soc2::is_public_statement(s)
    ]
  }

  enforce {
    condition     = core::length(local.public) == 0
    error_message = "This policy lets everyone in; name the principals, or limit the statement by `aws:PrincipalOrgID`, `aws:SourceAccount` or `aws:SourceArn`."
  }
}

resource_policy "aws_codeartifact_repository_permissions_policy" "resource_policy_not_public" {
  locals {
    public = [
      for s in plugin::soc2::policy_statements(attrs.policy_document) : s
      if plugin::soc2::is_public_statement(s)
    ]
  }

  enforce {
    condition     = core::length(local.public) == 0
    error_message = "This policy lets everyone in; name the principals, or limit the statement by `aws:PrincipalOrgID`, `aws:SourceAccount` or `aws:SourceArn`."
  }
}

resource_policy "aws_glue_resource_policy" "resource_policy_not_public" {
  locals {
    public = [
      for s in plugin::soc2::policy_statements(attrs.policy) : s
      if plugin::soc2::is_public_statement(s)
    ]
  }

  enforce {
    condition     = core::length(local.public) == 0
    error_message = "This policy lets everyone in; name the principals, or limit the statement by `aws:PrincipalOrgID`, `aws:SourceAccount` or `aws:SourceArn`."
  }
}

resource_policy "aws_ses_identity_policy" "resource_policy_not_public" {
  locals {
    public = [
      for s in plugin::soc2::policy_statements(attrs.policy) : s
      if plugin::soc2::is_public_statement(s)
    ]
  }

  enforce {
    condition     = core::length(local.public) == 0
    error_message = "This policy lets everyone in; name the principals, or limit the statement by `aws:PrincipalOrgID`, `aws:SourceAccount` or `aws:SourceArn`."
  }
}

resource_policy "aws_sesv2_email_identity_policy" "resource_policy_not_public" {
  locals {
    public = [
      for s in plugin::soc2::policy_statements(attrs.policy) : s
      if plugin::soc2::is_public_statement(s)
    ]
  }

  enforce {
    condition     = core::length(local.public) == 0
    error_message = "This policy lets everyone in; name the principals, or limit the statement by `aws:PrincipalOrgID`, `aws:SourceAccount` or `aws:SourceArn`."
  }
}

resource_policy "aws_cloudwatch_event_bus_policy" "resource_policy_not_public" {
  locals {
    public = [
      for s in plugin::soc2::policy_statements(attrs.policy) : s
      if plugin::soc2::is_public_statement(s)
    ]
  }

  enforce {
    condition     = core::length(local.public) == 0
    error_message = "This policy lets everyone in; name the principals, or limit the statement by `aws:PrincipalOrgID`, `aws:SourceAccount` or `aws:SourceArn`."
  }
}

resource_policy "aws_cloudwatch_log_resource_policy" "resource_policy_not_public" {
  locals {
    public = [
      for s in plugin::soc2::policy_statements(attrs.policy_document) : s
      if plugin::soc2::is_public_statement(s)
    ]
  }

  enforce {
    condition     = core::length(local.public) == 0
    error_message = "This policy lets everyone in; name the principals, or limit the statement by `aws:PrincipalOrgID`, `aws:SourceAccount` or `aws:SourceArn`."
  }
}

resource_policy "aws_s3control_access_point_policy" "resource_policy_not_public" {
  locals {
    public = [
      for s in plugin::soc2::policy_statements(attrs.policy) : s
      if plugin::soc2::is_public_statement(s)
    ]
  }

  enforce {
    condition     = core::length(local.public) == 0
    error_message = "This policy lets everyone in; name the principals, or limit the statement by `aws:PrincipalOrgID`, `aws:SourceAccount` or `aws:SourceArn`."
  }
}

resource_policy "aws_s3control_multi_region_access_point_policy" "resource_policy_not_public" {
  locals {
    public = [
      for s in plugin::soc2::policy_statements(attrs.details) : s
      if plugin::soc2::is_public_statement(s)
    ]
  }

  enforce {
    condition     = core::length(local.public) == 0
    error_message = "This policy lets everyone in; name the principals, or limit the statement by `aws:PrincipalOrgID`, `aws:SourceAccount` or `aws:SourceArn`."
  }
}

resource_policy "aws_s3control_object_lambda_access_point_policy" "resource_policy_not_public" {
  locals {
    public = [
      for s in plugin::soc2::policy_statements(attrs.policy) : s
      if plugin::soc2::is_public_statement(s)
    ]
  }

  enforce {
    condition     = core::length(local.public) == 0
    error_message = "This policy lets everyone in; name the principals, or limit the statement by `aws:PrincipalOrgID`, `aws:SourceAccount` or `aws:SourceArn`."
  }
}

resource_policy "aws_s3_access_point" "resource_policy_not_public" {
  locals {
    public = [
      for s in plugin::soc2::policy_statements(attrs.policy) : s
      if plugin::soc2::is_public_statement(s)
    ]
  }

  enforce {
    condition     = core::length(local.public) == 0
    error_message = "This policy lets everyone in; name the principals, or limit the statement by `aws:PrincipalOrgID`, `aws:SourceAccount` or `aws:SourceArn`."
  }
}

resource_policy "aws_cloudwatch_event_permission" "resource_policy_not_public" {
  enforce {
    condition = attrs.principal != "*" || core::length([
      for c in attrs.condition : c if c.key == "aws:PrincipalOrgID" && c.type == "StringEquals" && c.value != "*" && plugin::soc2::is_set(c.value)
    ]) > 0
    error_message = "This event bus takes events from everyone; name the account, or add a `condition` on `aws:PrincipalOrgID`."
  }
}

resource_policy "aws_acmpca_policy" "resource_policy_not_public" {
  locals {
    public = [
      for s in plugin::soc2::policy_statements(attrs.policy) : s
      if plugin::soc2::is_public_statement(s)
    ]
  }

  enforce {
    condition     = core::length(local.public) == 0
    error_message = "This policy lets everyone in; name the principals, or limit the statement by `aws:PrincipalOrgID`, `aws:SourceAccount` or `aws:SourceArn`."
  }
}

resource_policy "aws_bedrockagentcore_resource_policy" "resource_policy_not_public" {
  locals {
    public = [
      for s in plugin::soc2::policy_statements(attrs.policy) : s
      if plugin::soc2::is_public_statement(s)
    ]
  }

  enforce {
    condition     = core::length(local.public) == 0
    error_message = "This policy lets everyone in; name the principals, or limit the statement by `aws:PrincipalOrgID`, `aws:SourceAccount` or `aws:SourceArn`."
  }
}

resource_policy "aws_cloudsearch_domain_service_access_policy" "resource_policy_not_public" {
  locals {
    public = [
      for s in plugin::soc2::policy_statements(attrs.access_policy) : s
      if plugin::soc2::is_public_statement(s)
    ]
  }

  enforce {
    condition     = core::length(local.public) == 0
    error_message = "This policy lets everyone in; name the principals, or limit the statement by `aws:PrincipalOrgID`, `aws:SourceAccount` or `aws:SourceArn`."
  }
}

resource_policy "aws_cloudwatch_log_delivery_destination_policy" "resource_policy_not_public" {
  locals {
    public = [
      for s in plugin::soc2::policy_statements(attrs.delivery_destination_policy) : s
      if plugin::soc2::is_public_statement(s)
    ]
  }

  enforce {
    condition     = core::length(local.public) == 0
    error_message = "This policy lets everyone in; name the principals, or limit the statement by `aws:PrincipalOrgID`, `aws:SourceAccount` or `aws:SourceArn`."
  }
}

resource_policy "aws_cloudwatch_log_destination_policy" "resource_policy_not_public" {
  locals {
    public = [
      for s in plugin::soc2::policy_statements(attrs.access_policy) : s
      if plugin::soc2::is_public_statement(s)
    ]
  }

  enforce {
    condition     = core::length(local.public) == 0
    error_message = "This policy lets everyone in; name the principals, or limit the statement by `aws:PrincipalOrgID`, `aws:SourceAccount` or `aws:SourceArn`."
  }
}

resource_policy "aws_codebuild_resource_policy" "resource_policy_not_public" {
  locals {
    public = [
      for s in plugin::soc2::policy_statements(attrs.policy) : s
      if plugin::soc2::is_public_statement(s)
    ]
  }

  enforce {
    condition     = core::length(local.public) == 0
    error_message = "This policy lets everyone in; name the principals, or limit the statement by `aws:PrincipalOrgID`, `aws:SourceAccount` or `aws:SourceArn`."
  }
}

resource_policy "aws_dsql_cluster_policy" "resource_policy_not_public" {
  locals {
    public = [
      for s in plugin::soc2::policy_statements(attrs.policy) : s
      if plugin::soc2::is_public_statement(s)
    ]
  }

  enforce {
    condition     = core::length(local.public) == 0
    error_message = "This policy lets everyone in; name the principals, or limit the statement by `aws:PrincipalOrgID`, `aws:SourceAccount` or `aws:SourceArn`."
  }
}

resource_policy "aws_media_store_container_policy" "resource_policy_not_public" {
  locals {
    public = [
      for s in plugin::soc2::policy_statements(attrs.policy) : s
      if plugin::soc2::is_public_statement(s)
    ]
  }

  enforce {
    condition     = core::length(local.public) == 0
    error_message = "This policy lets everyone in; name the principals, or limit the statement by `aws:PrincipalOrgID`, `aws:SourceAccount` or `aws:SourceArn`."
  }
}

resource_policy "aws_msk_cluster_policy" "resource_policy_not_public" {
  locals {
    public = [
      for s in plugin::soc2::policy_statements(attrs.policy) : s
      if plugin::soc2::is_public_statement(s)
    ]
  }

  enforce {
    condition     = core::length(local.public) == 0
    error_message = "This policy lets everyone in; name the principals, or limit the statement by `aws:PrincipalOrgID`, `aws:SourceAccount` or `aws:SourceArn`."
  }
}

resource_policy "aws_networkfirewall_resource_policy" "resource_policy_not_public" {
  locals {
    public = [
      for s in plugin::soc2::policy_statements(attrs.policy) : s
      if plugin::soc2::is_public_statement(s)
    ]
  }

  enforce {
    condition     = core::length(local.public) == 0
    error_message = "This policy lets everyone in; name the principals, or limit the statement by `aws:PrincipalOrgID`, `aws:SourceAccount` or `aws:SourceArn`."
  }
}

resource_policy "aws_oam_sink_policy" "resource_policy_not_public" {
  locals {
    public = [
      for s in plugin::soc2::policy_statements(attrs.policy) : s
      if plugin::soc2::is_public_statement(s)
    ]
  }

  enforce {
    condition     = core::length(local.public) == 0
    error_message = "This policy lets everyone in; name the principals, or limit the statement by `aws:PrincipalOrgID`, `aws:SourceAccount` or `aws:SourceArn`."
  }
}

resource_policy "aws_osis_resource_policy" "resource_policy_not_public" {
  locals {
    public = [
      for s in plugin::soc2::policy_statements(attrs.policy) : s
      if plugin::soc2::is_public_statement(s)
    ]
  }

  enforce {
    condition     = core::length(local.public) == 0
    error_message = "This policy lets everyone in; name the principals, or limit the statement by `aws:PrincipalOrgID`, `aws:SourceAccount` or `aws:SourceArn`."
  }
}

resource_policy "aws_pinpointsmsvoicev2_resource_policy" "resource_policy_not_public" {
  locals {
    public = [
      for s in plugin::soc2::policy_statements(attrs.policy) : s
      if plugin::soc2::is_public_statement(s)
    ]
  }

  enforce {
    condition     = core::length(local.public) == 0
    error_message = "This policy lets everyone in; name the principals, or limit the statement by `aws:PrincipalOrgID`, `aws:SourceAccount` or `aws:SourceArn`."
  }
}

resource_policy "aws_prometheus_resource_policy" "resource_policy_not_public" {
  locals {
    public = [
      for s in plugin::soc2::policy_statements(attrs.policy_document) : s
      if plugin::soc2::is_public_statement(s)
    ]
  }

  enforce {
    condition     = core::length(local.public) == 0
    error_message = "This policy lets everyone in; name the principals, or limit the statement by `aws:PrincipalOrgID`, `aws:SourceAccount` or `aws:SourceArn`."
  }
}

resource_policy "aws_redshift_resource_policy" "resource_policy_not_public" {
  locals {
    public = [
      for s in plugin::soc2::policy_statements(attrs.policy) : s
      if plugin::soc2::is_public_statement(s)
    ]
  }

  enforce {
    condition     = core::length(local.public) == 0
    error_message = "This policy lets everyone in; name the principals, or limit the statement by `aws:PrincipalOrgID`, `aws:SourceAccount` or `aws:SourceArn`."
  }
}

resource_policy "aws_redshiftserverless_resource_policy" "resource_policy_not_public" {
  locals {
    public = [
      for s in plugin::soc2::policy_statements(attrs.policy) : s
      if plugin::soc2::is_public_statement(s)
    ]
  }

  enforce {
    condition     = core::length(local.public) == 0
    error_message = "This policy lets everyone in; name the principals, or limit the statement by `aws:PrincipalOrgID`, `aws:SourceAccount` or `aws:SourceArn`."
  }
}

resource_policy "aws_s3control_access_grants_instance_resource_policy" "resource_policy_not_public" {
  locals {
    public = [
      for s in plugin::soc2::policy_statements(attrs.policy) : s
      if plugin::soc2::is_public_statement(s)
    ]
  }

  enforce {
    condition     = core::length(local.public) == 0
    error_message = "This policy lets everyone in; name the principals, or limit the statement by `aws:PrincipalOrgID`, `aws:SourceAccount` or `aws:SourceArn`."
  }
}

resource_policy "aws_s3control_bucket_policy" "resource_policy_not_public" {
  locals {
    public = [
      for s in plugin::soc2::policy_statements(attrs.policy) : s
      if plugin::soc2::is_public_statement(s)
    ]
  }

  enforce {
    condition     = core::length(local.public) == 0
    error_message = "This policy lets everyone in; name the principals, or limit the statement by `aws:PrincipalOrgID`, `aws:SourceAccount` or `aws:SourceArn`."
  }
}

resource_policy "aws_s3tables_table_bucket_policy" "resource_policy_not_public" {
  locals {
    public = [
      for s in plugin::soc2::policy_statements(attrs.resource_policy) : s
      if plugin::soc2::is_public_statement(s)
    ]
  }

  enforce {
    condition     = core::length(local.public) == 0
    error_message = "This policy lets everyone in; name the principals, or limit the statement by `aws:PrincipalOrgID`, `aws:SourceAccount` or `aws:SourceArn`."
  }
}

resource_policy "aws_s3tables_table_policy" "resource_policy_not_public" {
  locals {
    public = [
      for s in plugin::soc2::policy_statements(attrs.resource_policy) : s
      if plugin::soc2::is_public_statement(s)
    ]
  }

  enforce {
    condition     = core::length(local.public) == 0
    error_message = "This policy lets everyone in; name the principals, or limit the statement by `aws:PrincipalOrgID`, `aws:SourceAccount` or `aws:SourceArn`."
  }
}

resource_policy "aws_s3vectors_vector_bucket_policy" "resource_policy_not_public" {
  locals {
    public = [
      for s in plugin::soc2::policy_statements(attrs.policy) : s
      if plugin::soc2::is_public_statement(s)
    ]
  }

  enforce {
    condition     = core::length(local.public) == 0
    error_message = "This policy lets everyone in; name the principals, or limit the statement by `aws:PrincipalOrgID`, `aws:SourceAccount` or `aws:SourceArn`."
  }
}

resource_policy "aws_sagemaker_model_package_group_policy" "resource_policy_not_public" {
  locals {
    public = [
      for s in plugin::soc2::policy_statements(attrs.resource_policy) : s
      if plugin::soc2::is_public_statement(s)
    ]
  }

  enforce {
    condition     = core::length(local.public) == 0
    error_message = "This policy lets everyone in; name the principals, or limit the statement by `aws:PrincipalOrgID`, `aws:SourceAccount` or `aws:SourceArn`."
  }
}

resource_policy "aws_schemas_registry_policy" "resource_policy_not_public" {
  locals {
    public = [
      for s in plugin::soc2::policy_statements(attrs.policy) : s
      if plugin::soc2::is_public_statement(s)
    ]
  }

  enforce {
    condition     = core::length(local.public) == 0
    error_message = "This policy lets everyone in; name the principals, or limit the statement by `aws:PrincipalOrgID`, `aws:SourceAccount` or `aws:SourceArn`."
  }
}

resource_policy "aws_vpclattice_resource_policy" "resource_policy_not_public" {
  locals {
    public = [
      for s in plugin::soc2::policy_statements(attrs.policy) : s
      if plugin::soc2::is_public_statement(s)
    ]
  }

  enforce {
    condition     = core::length(local.public) == 0
    error_message = "This policy lets everyone in; name the principals, or limit the statement by `aws:PrincipalOrgID`, `aws:SourceAccount` or `aws:SourceArn`."
  }
}

resource_policy "aws_xray_resource_policy" "resource_policy_not_public" {
  locals {
    public = [
      for s in plugin::soc2::policy_statements(attrs.policy_document) : s
      if plugin::soc2::is_public_statement(s)
    ]
  }

  enforce {
    condition     = core::length(local.public) == 0
    error_message = "This policy lets everyone in; name the principals, or limit the statement by `aws:PrincipalOrgID`, `aws:SourceAccount` or `aws:SourceArn`."
  }
}
