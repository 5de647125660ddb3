policytest {
  targets = ["aws-kinesis-stream-encrypted.policy.hcl"]
}

resource "aws_kinesis_stream" "kms" {
  attrs = { encryption_type = "KMS", kms_key_id = "alias/aws/kinesis" }
}

resource "aws_kinesis_stream" "own_key" {
  attrs = { encryption_type = "KMS", kms_key_id = "arn:aws:kms:eu-west-1:123456789012:key/1" }
}

resource "aws_kinesis_stream" "none" {
  expect_failure = true
  attrs          = { encryption_type = "NONE", kms_key_id = null }
}

resource "aws_kinesis_stream" "null" {
  expect_failure = true
  attrs          = { encryption_type = null, kms_key_id = null }
}

# The key does nothing without the type.
resource "aws_kinesis_stream" "key_without_type" {
  expect_failure = true
  attrs          = { encryption_type = "NONE", kms_key_id = "alias/aws/kinesis" }
}
