policytest {
  targets = ["aws-opensearch-node-to-node-encryption.policy.hcl"]
}

resource "aws_opensearch_domain" "on" {
  attrs = { node_to_node_encryption = [{ enabled = true }] }
}

resource "aws_opensearch_domain" "off" {
  expect_failure = true
  attrs          = { node_to_node_encryption = [{ enabled = false }] }
}

resource "aws_opensearch_domain" "absent" {
  expect_failure = true
  attrs          = { node_to_node_encryption = [] }
}

resource "aws_opensearch_domain" "null" {
  expect_failure = true
  attrs          = { node_to_node_encryption = [{ enabled = null }] }
}

resource "aws_elasticsearch_domain" "on" {
  attrs = { node_to_node_encryption = [{ enabled = true }] }
}

resource "aws_elasticsearch_domain" "off" {
  expect_failure = true
  attrs          = { node_to_node_encryption = [{ enabled = false }] }
}

resource "aws_elasticsearch_domain" "absent" {
  expect_failure = true
  attrs          = { node_to_node_encryption = [] }
}

resource "aws_elasticsearch_domain" "null" {
  expect_failure = true
  attrs          = { node_to_node_encryption = [{ enabled = null }] }
}
