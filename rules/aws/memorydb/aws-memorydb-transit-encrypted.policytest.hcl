policytest {
  targets = ["aws-memorydb-transit-encrypted.policy.hcl"]
}

resource "aws_memorydb_cluster" "on" {
  attrs = { tls_enabled = true, acl_name = "app" }
}

# Unset is on.
resource "aws_memorydb_cluster" "null" {
  attrs = { tls_enabled = null, acl_name = "app" }
}

resource "aws_memorydb_cluster" "off" {
  expect_failure = true
  attrs          = { tls_enabled = false, acl_name = "app" }
}

resource "aws_memorydb_cluster" "open" {
  expect_failure = true
  attrs          = { tls_enabled = true, acl_name = "open-access" }
}

resource "aws_memorydb_cluster" "both" {
  expect_failure = true
  attrs          = { tls_enabled = false, acl_name = "open-access" }
}
