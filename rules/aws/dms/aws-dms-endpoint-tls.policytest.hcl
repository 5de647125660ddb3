policytest {
  targets = ["aws-dms-endpoint-tls.policy.hcl"]
}

resource "aws_dms_endpoint" "require" {
  attrs = { engine_name = "postgres", ssl_mode = "require", redis_settings = [] }
}

resource "aws_dms_endpoint" "verify_ca" {
  attrs = { engine_name = "mysql", ssl_mode = "verify-ca", redis_settings = [] }
}

resource "aws_dms_endpoint" "verify_full" {
  attrs = { engine_name = "oracle", ssl_mode = "verify-full", redis_settings = [] }
}

# No SSL mode there.
resource "aws_dms_endpoint" "bucket" {
  attrs = { engine_name = "s3", ssl_mode = "none", redis_settings = [] }
}

resource "aws_dms_endpoint" "kafka" {
  attrs = { engine_name = "kafka", ssl_mode = null, redis_settings = [] }
}

resource "aws_dms_endpoint" "redis" {
  attrs = { engine_name = "redis", ssl_mode = "none", redis_settings = [{ ssl_security_protocol = "ssl-encryption" }] }
}

# Unset is encrypted.
resource "aws_dms_endpoint" "redis_unset" {
  attrs = { engine_name = "redis", ssl_mode = null, redis_settings = [{ ssl_security_protocol = null }] }
}

resource "aws_dms_endpoint" "none" {
  expect_failure = true
  attrs          = { engine_name = "postgres", ssl_mode = "none", redis_settings = [] }
}

resource "aws_dms_endpoint" "null" {
  expect_failure = true
  attrs          = { engine_name = "mongodb", ssl_mode = null, redis_settings = [] }
}

resource "aws_dms_endpoint" "redis_plain" {
  expect_failure = true
  attrs          = { engine_name = "redis", ssl_mode = "none", redis_settings = [{ ssl_security_protocol = "plaintext" }] }
}
