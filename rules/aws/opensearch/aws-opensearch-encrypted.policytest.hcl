policytest {
  targets = ["aws-opensearch-encrypted.policy.hcl"]
}

resource "aws_opensearch_domain" "on" {
  attrs = { encrypt_at_rest = [{ enabled = true, kms_key_id = null }] }
}

resource "aws_opensearch_domain" "off" {
  expect_failure = true
  attrs          = { encrypt_at_rest = [{ enabled = false, kms_key_id = null }] }
}

resource "aws_opensearch_domain" "absent" {
  expect_failure = true
  attrs          = { encrypt_at_rest = [] }
}

resource "aws_opensearch_domain" "null" {
  expect_failure = true
  attrs          = { encrypt_at_rest = [{ enabled = null, kms_key_id = "k" }] }
}

resource "aws_elasticsearch_domain" "on" {
  attrs = { encrypt_at_rest = [{ enabled = true, kms_key_id = null }] }
}

resource "aws_elasticsearch_domain" "off" {
  expect_failure = true
  attrs          = { encrypt_at_rest = [{ enabled = false, kms_key_id = null }] }
}

resource "aws_elasticsearch_domain" "absent" {
  expect_failure = true
  attrs          = { encrypt_at_rest = [] }
}

resource "aws_elasticsearch_domain" "null" {
  expect_failure = true
  attrs          = { encrypt_at_rest = [{ enabled = null, kms_key_id = "k" }] }
}
