# expect: fail
resource "aws_elasticache_replication_group" "primary" {
  replication_group_id = "rules-primary"
  description          = "sessions"
  engine               = "redis"
  node_type            = "cache.r7g.large"
}

resource "aws_elasticache_global_replication_group" "sessions" {
  global_replication_group_id_suffix = "sessions"
  primary_replication_group_id       = aws_elasticache_replication_group.primary.id
}

# expect: pass, it has what the primary has, which is judged there
resource "aws_elasticache_replication_group" "member" {
  replication_group_id        = "rules-member"
  description                 = "sessions"
  global_replication_group_id = aws_elasticache_global_replication_group.sessions.global_replication_group_id
}

# expect: pass, the same by the id
resource "aws_elasticache_replication_group" "member_by_id" {
  replication_group_id        = "rules-member-by-id"
  description                 = "sessions"
  global_replication_group_id = aws_elasticache_global_replication_group.sessions.id
}
