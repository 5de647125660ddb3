policytest {
  targets = ["aws-kms-key-rotation.policy.hcl"]
}

locals {
  symmetric = { key_usage = "ENCRYPT_DECRYPT", customer_master_key_spec = "SYMMETRIC_DEFAULT", custom_key_store_id = null, xks_key_id = null }
}

resource "aws_kms_key" "on" {
  attrs = core::merge(local.symmetric, { enable_key_rotation = true })
}

resource "aws_kms_key" "all_unset_but_rotation" {
  attrs = { key_usage = null, customer_master_key_spec = null, custom_key_store_id = null, xks_key_id = null, enable_key_rotation = true }
}

resource "aws_kms_key" "off" {
  expect_failure = true
  attrs          = core::merge(local.symmetric, { enable_key_rotation = false })
}

# Unset is false.
resource "aws_kms_key" "null" {
  expect_failure = true
  attrs          = { key_usage = null, customer_master_key_spec = null, custom_key_store_id = null, xks_key_id = null, enable_key_rotation = null }
}

# Keys that AWS can't rotate are not judged.
resource "aws_kms_key" "sign_verify" {
  attrs = core::merge(local.symmetric, { key_usage = "SIGN_VERIFY", customer_master_key_spec = "RSA_2048", enable_key_rotation = false })
}

resource "aws_kms_key" "asymmetric_encryption" {
  attrs = core::merge(local.symmetric, { customer_master_key_spec = "RSA_4096", enable_key_rotation = false })
}

resource "aws_kms_key" "hmac" {
  attrs = core::merge(local.symmetric, { key_usage = "GENERATE_VERIFY_MAC", customer_master_key_spec = "HMAC_256", enable_key_rotation = false })
}

resource "aws_kms_key" "custom_key_store" {
  attrs = core::merge(local.symmetric, { custom_key_store_id = "cks-0123456789abcdef0", enable_key_rotation = false })
}

resource "aws_kms_key" "external_key_store" {
  attrs = core::merge(local.symmetric, { custom_key_store_id = "cks-0123456789abcdef0", xks_key_id = "bb8562717f809024", enable_key_rotation = false })
}
