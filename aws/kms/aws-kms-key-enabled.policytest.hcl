policytest {
  targets = ["aws-kms-key-enabled.policy.hcl"]
}

resource "aws_kms_key" "on" {
  attrs = { is_enabled = true }
}

# Unset is true.
resource "aws_kms_key" "null" {
  attrs = { is_enabled = null }
}

resource "aws_kms_key" "off" {
  expect_failure = true
  attrs          = { is_enabled = false }
}

# Unset follows the imported key material.
resource "aws_kms_external_key" "null" {
  attrs = { enabled = null }
}

resource "aws_kms_external_key" "off" {
  expect_failure = true
  attrs          = { enabled = false }
}

resource "aws_kms_replica_key" "on" {
  attrs = { enabled = true }
}

resource "aws_kms_replica_key" "off" {
  expect_failure = true
  attrs          = { enabled = false }
}

resource "aws_kms_replica_external_key" "null" {
  attrs = { enabled = null }
}

resource "aws_kms_replica_external_key" "off" {
  expect_failure = true
  attrs          = { enabled = false }
}
