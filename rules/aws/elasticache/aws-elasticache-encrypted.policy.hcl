locals {
  soc2_aws_elasticache_encrypted = {
    title    = "ElastiCache replication groups are encrypted at rest"
    severity = "high"
    preset   = "default"
    since    = "0.1.0"
    criteria = [
      { id = "CC6.1", strength = "supports", not_shown = "Who may read the cache over the network." },
      { id = "C1.1", strength = "supports", not_shown = "Which of the cached data is confidential." },
    ]
    description = "Caches hold sessions and copies of the database, and write them to disk for sync, backup and swap. Redis is plain unless told otherwise, and it can only be chosen when the group is made; Valkey is encrypted by default."
    remediation = {
      text   = "Set `at_rest_encryption_enabled = true`; this makes a new group."
      before = <<-EOT
        resource "aws_elasticache_replication_group" "sessions" {
          replication_group_id       = "sessions"
          description                = "Sessions"
          engine                     = "redis"
          node_type                  = "cache.t4g.small"
          num_cache_clusters         = 2
          at_rest_encryption_enabled = false
        }
      EOT
      after  = <<-EOT
        resource "aws_elasticache_replication_group" "sessions" {
          replication_group_id       = "sessions"
          description                = "Sessions"
          engine                     = "redis"
          node_type                  = "cache.t4g.small"
          num_cache_clusters         = 2
          at_rest_encryption_enabled = true
        }
      EOT
    }
    references = [
      "https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/elasticache_replication_group",
      "https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/at-rest-encryption.html",
    ]
  }
}

policy {
  required_providers {
    aws = { source = "hashicorp/aws", version = ">= 5.0.0, < 7.0.0" }
  }
}

resource_policy "aws_elasticache_replication_group" "encrypted" {
  enforce {
    # A text or a truth value, by the version of the provider. Members of a global group have what that one has.
    condition = (
      attrs.at_rest_encryption_enabled == true || attrs.at_rest_encryption_enabled == "true" ||
      (attrs.at_rest_encryption_enabled == null && attrs.engine == "valkey") ||
      (attrs.at_rest_encryption_enabled == null && plugin::soc2::is_set(attrs.global_replication_group_id))
    )
    error_message = "This replication group stores data in clear; set `at_rest_encryption_enabled = true`."
  }
}
