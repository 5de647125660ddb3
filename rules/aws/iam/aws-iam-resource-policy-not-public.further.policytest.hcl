policytest {
  targets = ["aws-iam-resource-policy-not-public.policy.hcl"]
}

resource "aws_acmpca_policy" "public" {
  expect_failure = true
  attrs          = { policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = "*", Action = "*", Resource = "*" }] }) }
}

resource "aws_acmpca_policy" "account" {
  attrs = { policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = { AWS = "123456789012" }, Action = "*", Resource = "*" }] }) }
}

resource "aws_bedrockagentcore_resource_policy" "public" {
  expect_failure = true
  attrs          = { policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = "*", Action = "*", Resource = "*" }] }) }
}

resource "aws_bedrockagentcore_resource_policy" "account" {
  attrs = { policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = { AWS = "123456789012" }, Action = "*", Resource = "*" }] }) }
}

resource "aws_cloudsearch_domain_service_access_policy" "public" {
  expect_failure = true
  attrs          = { access_policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = "*", Action = "*", Resource = "*" }] }) }
}

resource "aws_cloudsearch_domain_service_access_policy" "account" {
  attrs = { access_policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = { AWS = "123456789012" }, Action = "*", Resource = "*" }] }) }
}

resource "aws_cloudwatch_log_delivery_destination_policy" "public" {
  expect_failure = true
  attrs          = { delivery_destination_policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = "*", Action = "*", Resource = "*" }] }) }
}

resource "aws_cloudwatch_log_delivery_destination_policy" "account" {
  attrs = { delivery_destination_policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = { AWS = "123456789012" }, Action = "*", Resource = "*" }] }) }
}

resource "aws_cloudwatch_log_destination_policy" "public" {
  expect_failure = true
  attrs          = { access_policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = "*", Action = "*", Resource = "*" }] }) }
}

resource "aws_cloudwatch_log_destination_policy" "account" {
  attrs = { access_policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = { AWS = "123456789012" }, Action = "*", Resource = "*" }] }) }
}

resource "aws_codebuild_resource_policy" "public" {
  expect_failure = true
  attrs          = { policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = "*", Action = "*", Resource = "*" }] }) }
}

resource "aws_codebuild_resource_policy" "account" {
  attrs = { policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = { AWS = "123456789012" }, Action = "*", Resource = "*" }] }) }
}

resource "aws_dsql_cluster_policy" "public" {
  expect_failure = true
  attrs          = { policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = "*", Action = "*", Resource = "*" }] }) }
}

resource "aws_dsql_cluster_policy" "account" {
  attrs = { policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = { AWS = "123456789012" }, Action = "*", Resource = "*" }] }) }
}

resource "aws_media_store_container_policy" "public" {
  expect_failure = true
  attrs          = { policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = "*", Action = "*", Resource = "*" }] }) }
}

resource "aws_media_store_container_policy" "account" {
  attrs = { policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = { AWS = "123456789012" }, Action = "*", Resource = "*" }] }) }
}

resource "aws_msk_cluster_policy" "public" {
  expect_failure = true
  attrs          = { policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = "*", Action = "*", Resource = "*" }] }) }
}

resource "aws_msk_cluster_policy" "account" {
  attrs = { policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = { AWS = "123456789012" }, Action = "*", Resource = "*" }] }) }
}

resource "aws_networkfirewall_resource_policy" "public" {
  expect_failure = true
  attrs          = { policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = "*", Action = "*", Resource = "*" }] }) }
}

resource "aws_networkfirewall_resource_policy" "account" {
  attrs = { policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = { AWS = "123456789012" }, Action = "*", Resource = "*" }] }) }
}

resource "aws_oam_sink_policy" "public" {
  expect_failure = true
  attrs          = { policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = "*", Action = "*", Resource = "*" }] }) }
}

resource "aws_oam_sink_policy" "account" {
  attrs = { policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = { AWS = "123456789012" }, Action = "*", Resource = "*" }] }) }
}

resource "aws_osis_resource_policy" "public" {
  expect_failure = true
  attrs          = { policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = "*", Action = "*", Resource = "*" }] }) }
}

resource "aws_osis_resource_policy" "account" {
  attrs = { policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = { AWS = "123456789012" }, Action = "*", Resource = "*" }] }) }
}

resource "aws_pinpointsmsvoicev2_resource_policy" "public" {
  expect_failure = true
  attrs          = { policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = "*", Action = "*", Resource = "*" }] }) }
}

resource "aws_pinpointsmsvoicev2_resource_policy" "account" {
  attrs = { policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = { AWS = "123456789012" }, Action = "*", Resource = "*" }] }) }
}

resource "aws_prometheus_resource_policy" "public" {
  expect_failure = true
  attrs          = { policy_document = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = "*", Action = "*", Resource = "*" }] }) }
}

resource "aws_prometheus_resource_policy" "account" {
  attrs = { policy_document = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = { AWS = "123456789012" }, Action = "*", Resource = "*" }] }) }
}

resource "aws_redshift_resource_policy" "public" {
  expect_failure = true
  attrs          = { policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = "*", Action = "*", Resource = "*" }] }) }
}

resource "aws_redshift_resource_policy" "account" {
  attrs = { policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = { AWS = "123456789012" }, Action = "*", Resource = "*" }] }) }
}

resource "aws_redshiftserverless_resource_policy" "public" {
  expect_failure = true
  attrs          = { policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = "*", Action = "*", Resource = "*" }] }) }
}

resource "aws_redshiftserverless_resource_policy" "account" {
  attrs = { policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = { AWS = "123456789012" }, Action = "*", Resource = "*" }] }) }
}

resource "aws_s3control_access_grants_instance_resource_policy" "public" {
  expect_failure = true
  attrs          = { policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = "*", Action = "*", Resource = "*" }] }) }
}

resource "aws_s3control_access_grants_instance_resource_policy" "account" {
  attrs = { policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = { AWS = "123456789012" }, Action = "*", Resource = "*" }] }) }
}

resource "aws_s3control_bucket_policy" "public" {
  expect_failure = true
  attrs          = { policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = "*", Action = "*", Resource = "*" }] }) }
}

resource "aws_s3control_bucket_policy" "account" {
  attrs = { policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = { AWS = "123456789012" }, Action = "*", Resource = "*" }] }) }
}

resource "aws_s3tables_table_bucket_policy" "public" {
  expect_failure = true
  attrs          = { resource_policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = "*", Action = "*", Resource = "*" }] }) }
}

resource "aws_s3tables_table_bucket_policy" "account" {
  attrs = { resource_policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = { AWS = "123456789012" }, Action = "*", Resource = "*" }] }) }
}

resource "aws_s3tables_table_policy" "public" {
  expect_failure = true
  attrs          = { resource_policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = "*", Action = "*", Resource = "*" }] }) }
}

resource "aws_s3tables_table_policy" "account" {
  attrs = { resource_policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = { AWS = "123456789012" }, Action = "*", Resource = "*" }] }) }
}

resource "aws_s3vectors_vector_bucket_policy" "public" {
  expect_failure = true
  attrs          = { policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = "*", Action = "*", Resource = "*" }] }) }
}

resource "aws_s3vectors_vector_bucket_policy" "account" {
  attrs = { policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = { AWS = "123456789012" }, Action = "*", Resource = "*" }] }) }
}

resource "aws_sagemaker_model_package_group_policy" "public" {
  expect_failure = true
  attrs          = { resource_policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = "*", Action = "*", Resource = "*" }] }) }
}

resource "aws_sagemaker_model_package_group_policy" "account" {
  attrs = { resource_policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = { AWS = "123456789012" }, Action = "*", Resource = "*" }] }) }
}

resource "aws_schemas_registry_policy" "public" {
  expect_failure = true
  attrs          = { policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = "*", Action = "*", Resource = "*" }] }) }
}

resource "aws_schemas_registry_policy" "account" {
  attrs = { policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = { AWS = "123456789012" }, Action = "*", Resource = "*" }] }) }
}

resource "aws_vpclattice_resource_policy" "public" {
  expect_failure = true
  attrs          = { policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = "*", Action = "*", Resource = "*" }] }) }
}

resource "aws_vpclattice_resource_policy" "account" {
  attrs = { policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = { AWS = "123456789012" }, Action = "*", Resource = "*" }] }) }
}

resource "aws_xray_resource_policy" "public" {
  expect_failure = true
  attrs          = { policy_document = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = "*", Action = "*", Resource = "*" }] }) }
}

resource "aws_xray_resource_policy" "account" {
  attrs = { policy_document = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = { AWS = "123456789012" }, Action = "*", Resource = "*" }] }) }
}
