policytest {
  targets = ["aws-dax-transit-encrypted.policy.hcl"]
}

resource "aws_dax_cluster" "tls" {
  attrs = { cluster_endpoint_encryption_type = "TLS" }
}

resource "aws_dax_cluster" "none" {
  expect_failure = true
  attrs          = { cluster_endpoint_encryption_type = "NONE" }
}

resource "aws_dax_cluster" "null" {
  expect_failure = true
  attrs          = { cluster_endpoint_encryption_type = null }
}
