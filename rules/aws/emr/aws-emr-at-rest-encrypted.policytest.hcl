policytest {
  targets = ["aws-emr-at-rest-encrypted.policy.hcl"]
}

resource "aws_emr_security_configuration" "full" {
  attrs = { configuration = core::jsonencode({ EncryptionConfiguration = { EnableAtRestEncryption = true, EnableInTransitEncryption = true, AtRestEncryptionConfiguration = { S3EncryptionConfiguration = { EncryptionMode = "SSE-S3" }, LocalDiskEncryptionConfiguration = { EncryptionKeyProviderType = "AwsKms", AwsKmsKey = "k", EnableEbsEncryption = true } } } }) }
}

resource "aws_emr_security_configuration" "off" {
  expect_failure = true
  attrs          = { configuration = core::jsonencode({ EncryptionConfiguration = { EnableAtRestEncryption = false, EnableInTransitEncryption = false } }) }
}

resource "aws_emr_security_configuration" "empty" {
  expect_failure = true
  attrs          = { configuration = core::jsonencode({}) }
}

resource "aws_emr_security_configuration" "not_json" {
  expect_failure = true
  attrs          = { configuration = "" }
}

resource "aws_emr_security_configuration" "switch_without_parts" {
  expect_failure = true
  attrs          = { configuration = core::jsonencode({ EncryptionConfiguration = { EnableAtRestEncryption = true } }) }
}

resource "aws_emr_security_configuration" "no_ebs" {
  expect_failure = true
  attrs          = { configuration = core::jsonencode({ EncryptionConfiguration = { EnableAtRestEncryption = true, EnableInTransitEncryption = true, AtRestEncryptionConfiguration = { S3EncryptionConfiguration = { EncryptionMode = "SSE-S3" }, LocalDiskEncryptionConfiguration = { EncryptionKeyProviderType = "AwsKms", AwsKmsKey = "k" } } } }) }
}

resource "aws_emr_security_configuration" "ebs_off" {
  expect_failure = true
  attrs          = { configuration = core::jsonencode({ EncryptionConfiguration = { EnableAtRestEncryption = true, EnableInTransitEncryption = true, AtRestEncryptionConfiguration = { S3EncryptionConfiguration = { EncryptionMode = "SSE-S3" }, LocalDiskEncryptionConfiguration = { EncryptionKeyProviderType = "AwsKms", AwsKmsKey = "k", EnableEbsEncryption = false } } } }) }
}

resource "aws_emr_security_configuration" "no_s3" {
  expect_failure = true
  attrs          = { configuration = core::jsonencode({ EncryptionConfiguration = { EnableAtRestEncryption = true, EnableInTransitEncryption = true, AtRestEncryptionConfiguration = { LocalDiskEncryptionConfiguration = { EncryptionKeyProviderType = "AwsKms", AwsKmsKey = "k", EnableEbsEncryption = true } } } }) }
}

resource "aws_emr_security_configuration" "parts_without_switch" {
  expect_failure = true
  attrs          = { configuration = core::jsonencode({ EncryptionConfiguration = { EnableAtRestEncryption = false, EnableInTransitEncryption = true, AtRestEncryptionConfiguration = { S3EncryptionConfiguration = { EncryptionMode = "SSE-S3" }, LocalDiskEncryptionConfiguration = { EncryptionKeyProviderType = "AwsKms", AwsKmsKey = "k", EnableEbsEncryption = true } } } }) }
}
