policytest {
  targets = ["aws-cloudtrail-bucket-access-logging.policy.hcl"]
}

resource "aws_s3_bucket" "logged" {
  skip  = true
  attrs = { id = "logged", bucket = "logged", logging = [] }
}

resource "aws_s3_bucket_logging" "logged" {
  skip  = true
  attrs = { bucket = "logged", target_bucket = "access-logs", target_prefix = "" }
}

resource "aws_s3_bucket" "logged_inline" {
  skip  = true
  attrs = { id = "logged-inline", bucket = "logged-inline", logging = [{ target_bucket = "access-logs", target_prefix = null }] }
}

resource "aws_s3_bucket" "silent" {
  skip  = true
  attrs = { id = "silent", bucket = "silent", logging = [] }
}

resource "aws_cloudtrail" "companion" {
  attrs = { name = "a", s3_bucket_name = "logged" }
}

resource "aws_cloudtrail" "inline" {
  attrs = { name = "b", s3_bucket_name = "logged-inline" }
}

resource "aws_cloudtrail" "no_logging" {
  expect_failure = true
  attrs          = { name = "c", s3_bucket_name = "silent" }
}

# No verdict: the bucket is not in this configuration.
resource "aws_cloudtrail" "external_bucket" {
  attrs = { name = "d", s3_bucket_name = "bucket-of-another-account" }
}
