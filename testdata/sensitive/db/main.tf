variable "key_phrase" {
  type = string
}

resource "aws_docdb_cluster" "docs" {
  cluster_identifier = "docs"
  master_password    = var.key_phrase
}

resource "aws_elasticache_replication_group" "cache" {
  replication_group_id = "cache"
  description          = "cache"
  auth_token           = var.key_phrase
}
