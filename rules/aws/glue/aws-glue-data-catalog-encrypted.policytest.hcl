policytest {
  targets = ["aws-glue-data-catalog-encrypted.policy.hcl"]
}

resource "aws_glue_data_catalog_encryption_settings" "both" {
  attrs = { data_catalog_encryption_settings = [{ encryption_at_rest = [{ catalog_encryption_mode = "SSE-KMS", sse_aws_kms_key_id = "k" }], connection_password_encryption = [{ return_connection_password_encrypted = true, aws_kms_key_id = "k" }] }] }
}

resource "aws_glue_data_catalog_encryption_settings" "service_role" {
  attrs = { data_catalog_encryption_settings = [{ encryption_at_rest = [{ catalog_encryption_mode = "SSE-KMS-WITH-SERVICE-ROLE", sse_aws_kms_key_id = "k" }], connection_password_encryption = [{ return_connection_password_encrypted = true, aws_kms_key_id = "k" }] }] }
}

resource "aws_glue_data_catalog_encryption_settings" "disabled" {
  expect_failure = true
  attrs          = { data_catalog_encryption_settings = [{ encryption_at_rest = [{ catalog_encryption_mode = "DISABLED", sse_aws_kms_key_id = null }], connection_password_encryption = [{ return_connection_password_encrypted = true, aws_kms_key_id = "k" }] }] }
}

resource "aws_glue_data_catalog_encryption_settings" "passwords_off" {
  expect_failure = true
  attrs          = { data_catalog_encryption_settings = [{ encryption_at_rest = [{ catalog_encryption_mode = "SSE-KMS", sse_aws_kms_key_id = "k" }], connection_password_encryption = [{ return_connection_password_encrypted = false, aws_kms_key_id = "k" }] }] }
}

resource "aws_glue_data_catalog_encryption_settings" "passwords_without_key" {
  expect_failure = true
  attrs          = { data_catalog_encryption_settings = [{ encryption_at_rest = [{ catalog_encryption_mode = "SSE-KMS", sse_aws_kms_key_id = "k" }], connection_password_encryption = [{ return_connection_password_encrypted = true, aws_kms_key_id = null }] }] }
}

resource "aws_glue_data_catalog_encryption_settings" "no_key" {
  expect_failure = true
  attrs          = { data_catalog_encryption_settings = [{ encryption_at_rest = [{ catalog_encryption_mode = "SSE-KMS", sse_aws_kms_key_id = null }], connection_password_encryption = [{ return_connection_password_encrypted = true, aws_kms_key_id = "k" }] }] }
}

resource "aws_glue_data_catalog_encryption_settings" "empty_key" {
  expect_failure = true
  attrs          = { data_catalog_encryption_settings = [{ encryption_at_rest = [{ catalog_encryption_mode = "SSE-KMS", sse_aws_kms_key_id = "" }], connection_password_encryption = [{ return_connection_password_encrypted = true, aws_kms_key_id = "k" }] }] }
}

resource "aws_glue_data_catalog_encryption_settings" "null" {
  expect_failure = true
  attrs          = { data_catalog_encryption_settings = [{ encryption_at_rest = [{ catalog_encryption_mode = null, sse_aws_kms_key_id = null }], connection_password_encryption = [{ return_connection_password_encrypted = null, aws_kms_key_id = null }] }] }
}
