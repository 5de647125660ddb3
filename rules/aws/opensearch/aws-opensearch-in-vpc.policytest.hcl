policytest {
  targets = ["aws-opensearch-in-vpc.policy.hcl"]
}

resource "aws_opensearch_domain" "vpc" {
  attrs = { vpc_options = [{ subnet_ids = ["subnet-1"], security_group_ids = ["sg-1"] }] }
}

resource "aws_opensearch_domain" "absent" {
  expect_failure = true
  attrs          = { vpc_options = [] }
}

resource "aws_opensearch_domain" "no_subnets" {
  expect_failure = true
  attrs          = { vpc_options = [{ subnet_ids = [], security_group_ids = ["sg-1"] }] }
}

resource "aws_opensearch_domain" "null" {
  expect_failure = true
  attrs          = { vpc_options = [{ subnet_ids = null, security_group_ids = null }] }
}

resource "aws_elasticsearch_domain" "vpc" {
  attrs = { vpc_options = [{ subnet_ids = ["subnet-1"], security_group_ids = ["sg-1"] }] }
}

resource "aws_elasticsearch_domain" "absent" {
  expect_failure = true
  attrs          = { vpc_options = [] }
}

resource "aws_elasticsearch_domain" "no_subnets" {
  expect_failure = true
  attrs          = { vpc_options = [{ subnet_ids = [], security_group_ids = ["sg-1"] }] }
}

resource "aws_elasticsearch_domain" "null" {
  expect_failure = true
  attrs          = { vpc_options = [{ subnet_ids = null, security_group_ids = null }] }
}
