policytest {
  targets = ["aws-s3-kms-encryption.policy.hcl"]
}

resource "aws_s3_bucket" "own_key" {

  attrs = { id = "own-key", acl = "private", policy = null, logging = [], server_side_encryption_configuration = [] }
}

resource "aws_s3_bucket_server_side_encryption_configuration" "own_key" {
  skip  = true
  attrs = { bucket = "own-key", rule = [{ apply_server_side_encryption_by_default = [{ sse_algorithm = "aws:kms", kms_master_key_id = "arn:aws:kms:eu-west-1:123456789012:key/0a1b2c3d-0a1b-2c3d-4e5f-0a1b2c3d4e5f" }], bucket_key_enabled = false }] }
}

resource "aws_s3_bucket" "own_alias" {

  attrs = { id = "own-alias", acl = "private", policy = null, logging = [], server_side_encryption_configuration = [] }
}

resource "aws_s3_bucket_server_side_encryption_configuration" "own_alias" {
  skip  = true
  attrs = { bucket = "own-alias", rule = [{ apply_server_side_encryption_by_default = [{ sse_algorithm = "aws:kms", kms_master_key_id = "alias/data" }], bucket_key_enabled = false }] }
}

resource "aws_s3_bucket" "dsse" {

  attrs = { id = "dsse", acl = "private", policy = null, logging = [], server_side_encryption_configuration = [] }
}

resource "aws_s3_bucket_server_side_encryption_configuration" "dsse" {
  skip  = true
  attrs = { bucket = "dsse", rule = [{ apply_server_side_encryption_by_default = [{ sse_algorithm = "aws:kms:dsse", kms_master_key_id = "arn:aws:kms:eu-west-1:123456789012:key/0a1b2c3d-0a1b-2c3d-4e5f-0a1b2c3d4e5f" }], bucket_key_enabled = false }] }
}

resource "aws_s3_bucket" "inline" {

  attrs = { id = "inline", acl = "private", policy = null, logging = [], server_side_encryption_configuration = [{ rule = [{ apply_server_side_encryption_by_default = [{ sse_algorithm = "aws:kms", kms_master_key_id = "arn:aws:kms:eu-west-1:123456789012:key/0a1b2c3d-0a1b-2c3d-4e5f-0a1b2c3d4e5f" }], bucket_key_enabled = false }] }] }
}

resource "aws_s3_bucket" "none" {
  expect_failure = true
  attrs          = { id = "none", acl = "private", policy = null, logging = [], server_side_encryption_configuration = [] }
}

resource "aws_s3_bucket" "aes" {
  expect_failure = true
  attrs          = { id = "aes", acl = "private", policy = null, logging = [], server_side_encryption_configuration = [] }
}

resource "aws_s3_bucket_server_side_encryption_configuration" "aes" {
  skip  = true
  attrs = { bucket = "aes", rule = [{ apply_server_side_encryption_by_default = [{ sse_algorithm = "AES256", kms_master_key_id = null }], bucket_key_enabled = false }] }
}

# The key is not used with this algorithm.
resource "aws_s3_bucket" "aes_with_key" {
  expect_failure = true
  attrs          = { id = "aes-with-key", acl = "private", policy = null, logging = [], server_side_encryption_configuration = [] }
}

resource "aws_s3_bucket_server_side_encryption_configuration" "aes_with_key" {
  skip  = true
  attrs = { bucket = "aes-with-key", rule = [{ apply_server_side_encryption_by_default = [{ sse_algorithm = "AES256", kms_master_key_id = "arn:aws:kms:eu-west-1:123456789012:key/0a1b2c3d-0a1b-2c3d-4e5f-0a1b2c3d4e5f" }], bucket_key_enabled = false }] }
}

# Without a key AWS takes its own, aws/s3.
resource "aws_s3_bucket" "aws_managed_by_absence" {
  expect_failure = true
  attrs          = { id = "aws-managed-by-absence", acl = "private", policy = null, logging = [], server_side_encryption_configuration = [] }
}

resource "aws_s3_bucket_server_side_encryption_configuration" "aws_managed_by_absence" {
  skip  = true
  attrs = { bucket = "aws-managed-by-absence", rule = [{ apply_server_side_encryption_by_default = [{ sse_algorithm = "aws:kms", kms_master_key_id = null }], bucket_key_enabled = false }] }
}

resource "aws_s3_bucket" "empty_key" {
  expect_failure = true
  attrs          = { id = "empty-key", acl = "private", policy = null, logging = [], server_side_encryption_configuration = [] }
}

resource "aws_s3_bucket_server_side_encryption_configuration" "empty_key" {
  skip  = true
  attrs = { bucket = "empty-key", rule = [{ apply_server_side_encryption_by_default = [{ sse_algorithm = "aws:kms", kms_master_key_id = "" }], bucket_key_enabled = false }] }
}

resource "aws_s3_bucket" "aws_managed" {
  expect_failure = true
  attrs          = { id = "aws-managed", acl = "private", policy = null, logging = [], server_side_encryption_configuration = [] }
}

resource "aws_s3_bucket_server_side_encryption_configuration" "aws_managed" {
  skip  = true
  attrs = { bucket = "aws-managed", rule = [{ apply_server_side_encryption_by_default = [{ sse_algorithm = "aws:kms", kms_master_key_id = "alias/aws/s3" }], bucket_key_enabled = false }] }
}

resource "aws_s3_bucket" "inline_aes" {
  expect_failure = true
  attrs          = { id = "inline-aes", acl = "private", policy = null, logging = [], server_side_encryption_configuration = [{ rule = [{ apply_server_side_encryption_by_default = [{ sse_algorithm = "AES256", kms_master_key_id = null }], bucket_key_enabled = false }] }] }
}

# Buckets that receive access logs take SSE-S3 only: not judged.

resource "aws_s3_bucket" "access_logs" {

  attrs = { id = "access-logs", acl = "private", policy = null, logging = [], server_side_encryption_configuration = [] }
}

resource "aws_s3_bucket_server_side_encryption_configuration" "access_logs" {
  skip  = true
  attrs = { bucket = "access-logs", rule = [{ apply_server_side_encryption_by_default = [{ sse_algorithm = "AES256", kms_master_key_id = null }], bucket_key_enabled = false }] }
}

resource "aws_s3_bucket_logging" "access_logs" {
  skip  = true
  attrs = { bucket = "own-key", target_bucket = "access-logs" }
}

resource "aws_s3_bucket" "access_logs_inline" {

  attrs = { id = "access-logs-inline", acl = "private", policy = null, logging = [], server_side_encryption_configuration = [] }
}

resource "aws_s3_bucket" "logged_inline" {

  attrs = { id = "logged-inline", acl = "private", policy = null, logging = [{ target_bucket = "access-logs-inline", target_prefix = null }], server_side_encryption_configuration = [] }
}

resource "aws_s3_bucket_server_side_encryption_configuration" "logged_inline" {
  skip  = true
  attrs = { bucket = "logged-inline", rule = [{ apply_server_side_encryption_by_default = [{ sse_algorithm = "aws:kms", kms_master_key_id = "arn:aws:kms:eu-west-1:123456789012:key/0a1b2c3d-0a1b-2c3d-4e5f-0a1b2c3d4e5f" }], bucket_key_enabled = false }] }
}

resource "aws_s3_bucket" "log_acl" {

  attrs = { id = "log-acl", acl = "log-delivery-write", policy = null, logging = [], server_side_encryption_configuration = [] }
}

resource "aws_s3_bucket" "log_acl_companion" {

  attrs = { id = "log-acl-companion", acl = "private", policy = null, logging = [], server_side_encryption_configuration = [] }
}

resource "aws_s3_bucket_acl" "log_acl_companion" {
  skip  = true
  attrs = { bucket = "log-acl-companion", acl = "log-delivery-write" }
}

resource "aws_s3_bucket" "elb_logs" {

  attrs = { id = "elb-logs", acl = "private", policy = null, logging = [], server_side_encryption_configuration = [] }
}

resource "aws_elb" "classic" {
  skip  = true
  attrs = { access_logs = [{ bucket = "elb-logs", enabled = true }] }
}

resource "aws_s3_bucket" "alb_logs" {

  attrs = { id = "alb-logs", acl = "private", policy = null, logging = [], server_side_encryption_configuration = [] }
}

resource "aws_lb" "application" {
  skip  = true
  attrs = { load_balancer_type = "application", access_logs = [{ bucket = "alb-logs", enabled = true }] }
}

resource "aws_s3_bucket" "log_policy" {

  attrs = { id = "log-policy", acl = "private", policy = null, logging = [], server_side_encryption_configuration = [] }
}

resource "aws_s3_bucket_policy" "log_policy" {
  skip  = true
  attrs = { bucket = "log-policy", policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = { Service = "logging.s3.amazonaws.com" }, Action = "s3:PutObject", Resource = "arn:aws:s3:::b/*" }] }) }
}

# Network load balancers write to buckets with a KMS key too.
resource "aws_s3_bucket" "nlb_logs" {
  expect_failure = true
  attrs          = { id = "nlb-logs", acl = "private", policy = null, logging = [], server_side_encryption_configuration = [] }
}

resource "aws_lb" "network" {
  skip  = true
  attrs = { load_balancer_type = "network", access_logs = [{ bucket = "nlb-logs", enabled = true }] }
}
