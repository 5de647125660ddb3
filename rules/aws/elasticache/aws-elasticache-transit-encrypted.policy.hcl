locals {
  soc2_aws_elasticache_transit_encrypted = {
    title    = "ElastiCache uses TLS"
    severity = "high"
    preset   = "default"
    since    = "0.1.0"
    criteria = [
      { id = "CC6.7", strength = "supports", not_shown = "Whether clients check the certificate." },
    ]
    description = "Sessions and copies of the database cross the network on each request. Without TLS they are readable, and so is the password of the cache. The mode `preferred` accepts both and is meant for the days of a migration."
    remediation = {
      text   = "Set `transit_encryption_enabled = true`, with `transit_encryption_mode = \"required\"`."
      before = <<-EOT
        resource "aws_elasticache_replication_group" "sessions" {
          replication_group_id       = "sessions"
          description                = "Sessions"
          engine                     = "redis"
          node_type                  = "cache.t4g.small"
          num_cache_clusters         = 2
          transit_encryption_enabled = false
        }
      EOT
      after  = <<-EOT
        resource "aws_elasticache_replication_group" "sessions" {
          replication_group_id       = "sessions"
          description                = "Sessions"
          engine                     = "redis"
          node_type                  = "cache.t4g.small"
          num_cache_clusters         = 2
          transit_encryption_enabled = true
          transit_encryption_mode    = "required"
        }
      EOT
    }
    references = [
      "https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/elasticache_replication_group",
      "https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/elasticache_cluster",
      "https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/in-transit-encryption.html",
    ]
  }
}

policy {
  required_providers {
    aws = { source = "hashicorp/aws", version = ">= 5.0.0, < 7.0.0" }
  }
}

resource_policy "aws_elasticache_replication_group" "transit_encrypted" {
  # What Valkey does unasked has changed: no verdict. A member of a global group has what that one has, and may not say it.
  filter = attrs.transit_encryption_enabled == true || !(
    (attrs.engine == "valkey" && attrs.transit_encryption_enabled == null) || core::try(attrs.global_replication_group_id, null) != null
  )

  enforce {
    condition     = attrs.transit_encryption_enabled == true
    error_message = "Clients talk to this replication group in clear text; set `transit_encryption_enabled = true`."
  }

  enforce {
    condition     = attrs.transit_encryption_enabled != true || attrs.transit_encryption_mode != "preferred"
    error_message = "This replication group still accepts clear text; set `transit_encryption_mode = \"required\"`."
  }
}

resource_policy "aws_elasticache_cluster" "transit_encrypted" {
  filter = attrs.engine == "memcached"

  enforce {
    condition     = attrs.transit_encryption_enabled == true
    error_message = "Clients talk to this cluster in clear text; set `transit_encryption_enabled = true`."
  }
}
