policytest {
  targets = ["aws-athena-results-encrypted.policy.hcl"]
}

resource "aws_athena_workgroup" "sse_s3" {
  attrs = { configuration = [{ managed_query_results_configuration = [], result_configuration = [{ encryption_configuration = [{ encryption_option = "SSE_S3", kms_key_arn = null }] }] }] }
}

resource "aws_athena_workgroup" "cse_kms" {
  attrs = { configuration = [{ managed_query_results_configuration = [], result_configuration = [{ encryption_configuration = [{ encryption_option = "CSE_KMS", kms_key_arn = "arn:key" }] }] }] }
}

resource "aws_athena_workgroup" "sse_kms" {
  attrs = { configuration = [{ managed_query_results_configuration = [], result_configuration = [{ encryption_configuration = [{ encryption_option = "SSE_KMS", kms_key_arn = "arn:key" }] }] }] }
}

resource "aws_athena_workgroup" "managed" {
  attrs = { configuration = [{ managed_query_results_configuration = [{ enabled = true }], result_configuration = [] }] }
}

resource "aws_athena_workgroup" "managed_off" {
  expect_failure = true
  attrs          = { configuration = [{ managed_query_results_configuration = [{ enabled = false }], result_configuration = [] }] }
}

resource "aws_athena_workgroup" "no_configuration" {
  expect_failure = true
  attrs          = { configuration = [] }
}

resource "aws_athena_workgroup" "no_result" {
  expect_failure = true
  attrs          = { configuration = [{ managed_query_results_configuration = [], result_configuration = [] }] }
}

resource "aws_athena_workgroup" "no_encryption" {
  expect_failure = true
  attrs          = { configuration = [{ managed_query_results_configuration = [], result_configuration = [{ encryption_configuration = [] }] }] }
}

# Older providers have no managed results.
resource "aws_athena_workgroup" "provider_5" {
  attrs = { configuration = [{ result_configuration = [{ encryption_configuration = [{ encryption_option = "SSE_S3", kms_key_arn = null }] }] }] }
}

resource "aws_athena_database" "encrypted" {
  attrs = { encryption_configuration = [{ encryption_option = "SSE_S3", kms_key = null }] }
}

resource "aws_athena_database" "plain" {
  expect_failure = true
  attrs          = { encryption_configuration = [] }
}
