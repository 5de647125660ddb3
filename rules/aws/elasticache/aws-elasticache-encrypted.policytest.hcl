policytest {
  targets = ["aws-elasticache-encrypted.policy.hcl"]
}

resource "aws_elasticache_replication_group" "on" {
  attrs = { engine = "redis", at_rest_encryption_enabled = true, global_replication_group_id = null }
}

resource "aws_elasticache_replication_group" "text" {
  attrs = { engine = "redis", at_rest_encryption_enabled = "true", global_replication_group_id = null }
}

resource "aws_elasticache_replication_group" "valkey" {
  attrs = { engine = "valkey", at_rest_encryption_enabled = null, global_replication_group_id = null }
}

resource "aws_elasticache_replication_group" "member" {
  attrs = { engine = "redis", at_rest_encryption_enabled = null, global_replication_group_id = "global" }
}

resource "aws_elasticache_replication_group" "off" {
  expect_failure = true
  attrs          = { engine = "redis", at_rest_encryption_enabled = false, global_replication_group_id = null }
}

resource "aws_elasticache_replication_group" "text_off" {
  expect_failure = true
  attrs          = { engine = "redis", at_rest_encryption_enabled = "false", global_replication_group_id = null }
}

resource "aws_elasticache_replication_group" "null" {
  expect_failure = true
  attrs          = { engine = "redis", at_rest_encryption_enabled = null, global_replication_group_id = null }
}

resource "aws_elasticache_replication_group" "valkey_off" {
  expect_failure = true
  attrs          = { engine = "valkey", at_rest_encryption_enabled = false, global_replication_group_id = null }
}

resource "aws_elasticache_replication_group" "no_engine" {
  expect_failure = true
  attrs          = { engine = null, at_rest_encryption_enabled = null, global_replication_group_id = null }
}
