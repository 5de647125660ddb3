policytest {
  targets = ["aws-glue-security-configuration-encrypts.policy.hcl"]
}

resource "aws_glue_security_configuration" "all" {
  attrs = { encryption_configuration = [{ cloudwatch_encryption = [{ cloudwatch_encryption_mode = "SSE-KMS", kms_key_arn = "k" }], job_bookmarks_encryption = [{ job_bookmarks_encryption_mode = "CSE-KMS", kms_key_arn = "k" }], s3_encryption = [{ s3_encryption_mode = "SSE-KMS", kms_key_arn = null }] }] }
}

resource "aws_glue_security_configuration" "sse_s3" {
  attrs = { encryption_configuration = [{ cloudwatch_encryption = [{ cloudwatch_encryption_mode = "SSE-KMS", kms_key_arn = "k" }], job_bookmarks_encryption = [{ job_bookmarks_encryption_mode = "CSE-KMS", kms_key_arn = "k" }], s3_encryption = [{ s3_encryption_mode = "SSE-S3", kms_key_arn = null }] }] }
}

resource "aws_glue_security_configuration" "logs_off" {
  expect_failure = true
  attrs          = { encryption_configuration = [{ cloudwatch_encryption = [{ cloudwatch_encryption_mode = "DISABLED", kms_key_arn = null }], job_bookmarks_encryption = [{ job_bookmarks_encryption_mode = "CSE-KMS", kms_key_arn = "k" }], s3_encryption = [{ s3_encryption_mode = "SSE-S3", kms_key_arn = null }] }] }
}

resource "aws_glue_security_configuration" "logs_without_key" {
  expect_failure = true
  attrs          = { encryption_configuration = [{ cloudwatch_encryption = [{ cloudwatch_encryption_mode = "SSE-KMS", kms_key_arn = null }], job_bookmarks_encryption = [{ job_bookmarks_encryption_mode = "CSE-KMS", kms_key_arn = "k" }], s3_encryption = [{ s3_encryption_mode = "SSE-S3", kms_key_arn = null }] }] }
}

resource "aws_glue_security_configuration" "bookmarks_off" {
  expect_failure = true
  attrs          = { encryption_configuration = [{ cloudwatch_encryption = [{ cloudwatch_encryption_mode = "SSE-KMS", kms_key_arn = "k" }], job_bookmarks_encryption = [{ job_bookmarks_encryption_mode = "DISABLED", kms_key_arn = "k" }], s3_encryption = [{ s3_encryption_mode = "SSE-S3", kms_key_arn = null }] }] }
}

resource "aws_glue_security_configuration" "data_off" {
  expect_failure = true
  attrs          = { encryption_configuration = [{ cloudwatch_encryption = [{ cloudwatch_encryption_mode = "SSE-KMS", kms_key_arn = "k" }], job_bookmarks_encryption = [{ job_bookmarks_encryption_mode = "CSE-KMS", kms_key_arn = "k" }], s3_encryption = [{ s3_encryption_mode = "DISABLED", kms_key_arn = null }] }] }
}

resource "aws_glue_security_configuration" "null" {
  expect_failure = true
  attrs          = { encryption_configuration = [{ cloudwatch_encryption = [{ cloudwatch_encryption_mode = null, kms_key_arn = null }], job_bookmarks_encryption = [{ job_bookmarks_encryption_mode = null, kms_key_arn = null }], s3_encryption = [{ s3_encryption_mode = null, kms_key_arn = null }] }] }
}
