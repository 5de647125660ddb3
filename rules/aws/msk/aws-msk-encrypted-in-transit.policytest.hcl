policytest {
  targets = ["aws-msk-encrypted-in-transit.policy.hcl"]
}

# TLS is the default.
resource "aws_msk_cluster" "absent" {
  attrs = { encryption_info = [] }
}

resource "aws_msk_cluster" "no_transit_block" {
  attrs = { encryption_info = [{ encryption_in_transit = [] }] }
}

resource "aws_msk_cluster" "tls" {
  attrs = { encryption_info = [{ encryption_in_transit = [{ client_broker = "TLS", in_cluster = true }] }] }
}

resource "aws_msk_cluster" "null" {
  attrs = { encryption_info = [{ encryption_in_transit = [{ client_broker = null, in_cluster = null }] }] }
}

resource "aws_msk_cluster" "both" {
  expect_failure = true
  attrs          = { encryption_info = [{ encryption_in_transit = [{ client_broker = "TLS_PLAINTEXT", in_cluster = true }] }] }
}

resource "aws_msk_cluster" "plaintext" {
  expect_failure = true
  attrs          = { encryption_info = [{ encryption_in_transit = [{ client_broker = "PLAINTEXT", in_cluster = true }] }] }
}

resource "aws_msk_cluster" "between_brokers" {
  expect_failure = true
  attrs          = { encryption_info = [{ encryption_in_transit = [{ client_broker = "TLS", in_cluster = false }] }] }
}

resource "aws_mskconnect_connector" "tls" {
  attrs = { kafka_cluster_encryption_in_transit = [{ encryption_type = "TLS" }] }
}

resource "aws_mskconnect_connector" "plaintext" {
  expect_failure = true
  attrs          = { kafka_cluster_encryption_in_transit = [{ encryption_type = "PLAINTEXT" }] }
}

resource "aws_mskconnect_connector" "null" {
  expect_failure = true
  attrs          = { kafka_cluster_encryption_in_transit = [{ encryption_type = null }] }
}

resource "aws_mskconnect_connector" "absent" {
  expect_failure = true
  attrs          = { kafka_cluster_encryption_in_transit = [] }
}
