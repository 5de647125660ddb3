policytest {
  targets = ["aws-cloudtrail-kms-encryption.policy.hcl"]
}

resource "aws_cloudtrail" "key_arn" {
  attrs = { name = "a", kms_key_id = "arn:aws:kms:eu-west-1:123456789012:key/0a1b2c3d-0a1b-2c3d-4e5f-0a1b2c3d4e5f" }
}

resource "aws_cloudtrail" "own_alias" {
  attrs = { name = "b", kms_key_id = "alias/audit" }
}

resource "aws_cloudtrail" "null" {
  expect_failure = true
  attrs          = { name = "c", kms_key_id = null }
}

resource "aws_cloudtrail" "empty" {
  expect_failure = true
  attrs          = { name = "d", kms_key_id = "" }
}

resource "aws_cloudtrail" "aws_managed" {
  expect_failure = true
  attrs          = { name = "e", kms_key_id = "alias/aws/s3" }
}

resource "aws_cloudtrail" "aws_managed_arn" {
  expect_failure = true
  attrs          = { name = "f", kms_key_id = "arn:aws:kms:eu-west-1:123456789012:alias/aws/s3" }
}
