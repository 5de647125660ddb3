policytest {
  targets = ["aws-elasticache-transit-encrypted.policy.hcl"]
}

resource "aws_elasticache_replication_group" "on" {
  attrs = { engine = "redis", transit_encryption_enabled = true, transit_encryption_mode = null }
}

resource "aws_elasticache_replication_group" "required" {
  attrs = { engine = "redis", transit_encryption_enabled = true, transit_encryption_mode = "required" }
}

resource "aws_elasticache_replication_group" "valkey_on" {
  attrs = { engine = "valkey", transit_encryption_enabled = true, transit_encryption_mode = null }
}

resource "aws_elasticache_replication_group" "valkey_unset" {
  attrs = { engine = "valkey", transit_encryption_enabled = null, transit_encryption_mode = null }
}

resource "aws_elasticache_replication_group" "off" {
  expect_failure = true
  attrs          = { engine = "redis", transit_encryption_enabled = false, transit_encryption_mode = null }
}

resource "aws_elasticache_replication_group" "null" {
  expect_failure = true
  attrs          = { engine = "redis", transit_encryption_enabled = null, transit_encryption_mode = null }
}

resource "aws_elasticache_replication_group" "preferred" {
  expect_failure = true
  attrs          = { engine = "redis", transit_encryption_enabled = true, transit_encryption_mode = "preferred" }
}

resource "aws_elasticache_replication_group" "valkey_off" {
  expect_failure = true
  attrs          = { engine = "valkey", transit_encryption_enabled = false, transit_encryption_mode = null }
}

resource "aws_elasticache_cluster" "memcached" {
  attrs = { engine = "memcached", transit_encryption_enabled = true }
}

# Single Redis nodes have no TLS: another control.
resource "aws_elasticache_cluster" "redis" {
  attrs = { engine = "redis", transit_encryption_enabled = null }
}

resource "aws_elasticache_cluster" "memcached_off" {
  expect_failure = true
  attrs          = { engine = "memcached", transit_encryption_enabled = false }
}

resource "aws_elasticache_cluster" "memcached_null" {
  expect_failure = true
  attrs          = { engine = "memcached", transit_encryption_enabled = null }
}

# Takes over what the global group has; the provider refuses to set it here.
resource "aws_elasticache_replication_group" "member" {
  attrs = { engine = null, transit_encryption_enabled = null, transit_encryption_mode = null, global_replication_group_id = "global" }
}

resource "aws_elasticache_replication_group" "member_preferred" {
  expect_failure = true
  attrs          = { engine = null, transit_encryption_enabled = true, transit_encryption_mode = "preferred", global_replication_group_id = "global" }
}
