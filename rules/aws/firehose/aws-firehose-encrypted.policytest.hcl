policytest {
  targets = ["aws-firehose-encrypted.policy.hcl"]
}

resource "aws_kinesis_firehose_delivery_stream" "on" {
  attrs = { kinesis_source_configuration = [], msk_source_configuration = [], server_side_encryption = [{ enabled = true, key_type = "AWS_OWNED_CMK", key_arn = null }] }
}

resource "aws_kinesis_firehose_delivery_stream" "absent" {
  expect_failure = true
  attrs          = { kinesis_source_configuration = [], msk_source_configuration = [], server_side_encryption = [] }
}

resource "aws_kinesis_firehose_delivery_stream" "off" {
  expect_failure = true
  attrs          = { kinesis_source_configuration = [], msk_source_configuration = [], server_side_encryption = [{ enabled = false, key_type = "AWS_OWNED_CMK", key_arn = null }] }
}

# A key alone does not switch it on.
resource "aws_kinesis_firehose_delivery_stream" "null" {
  expect_failure = true
  attrs          = { kinesis_source_configuration = [], msk_source_configuration = [], server_side_encryption = [{ enabled = null, key_type = "CUSTOMER_MANAGED_CMK", key_arn = "arn:aws:kms:eu-west-1:123456789012:key/1" }] }
}

resource "aws_kinesis_firehose_delivery_stream" "from_kinesis" {
  attrs = { kinesis_source_configuration = [{ kinesis_stream_arn = "arn:aws:kinesis:eu-west-1:123456789012:stream/a", role_arn = "r" }], msk_source_configuration = [], server_side_encryption = [] }
}

resource "aws_kinesis_firehose_delivery_stream" "from_msk" {
  attrs = { kinesis_source_configuration = [], msk_source_configuration = [{ msk_cluster_arn = "arn:aws:kafka:eu-west-1:123456789012:cluster/a/1", topic_name = "t" }], server_side_encryption = [] }
}
