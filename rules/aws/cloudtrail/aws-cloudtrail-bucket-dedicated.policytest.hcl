policytest {
  targets = ["aws-cloudtrail-bucket-dedicated.policy.hcl"]
}

locals {
  buckets = {
    own         = { id = "own", bucket = "own", arn = "arn:aws:s3:::own", bucket_domain_name = "own.s3.amazonaws.com", bucket_regional_domain_name = "own.s3.eu-west-1.amazonaws.com", logging = [], website = [] }
    cdn         = { id = "cdn", bucket = "cdn", arn = "arn:aws:s3:::cdn", bucket_domain_name = "cdn.s3.amazonaws.com", bucket_regional_domain_name = "cdn.s3.eu-west-1.amazonaws.com", logging = [], website = [] }
    flow        = { id = "flow", bucket = "flow", arn = "arn:aws:s3:::flow", bucket_domain_name = "flow.s3.amazonaws.com", bucket_regional_domain_name = "flow.s3.eu-west-1.amazonaws.com", logging = [], website = [] }
    flow_prefix = { id = "flow-prefix", bucket = "flow-prefix", arn = "arn:aws:s3:::flow-prefix", bucket_domain_name = "flow-prefix.s3.amazonaws.com", bucket_regional_domain_name = "flow-prefix.s3.eu-west-1.amazonaws.com", logging = [], website = [] }
    site_inline = { id = "site-inline", bucket = "site-inline", arn = "arn:aws:s3:::site-inline", bucket_domain_name = "site-inline.s3.amazonaws.com", bucket_regional_domain_name = "site-inline.s3.eu-west-1.amazonaws.com", logging = [], website = [{ index_document = "index.html" }] }
    source      = { id = "source", bucket = "source", arn = "arn:aws:s3:::source", bucket_domain_name = "source.s3.amazonaws.com", bucket_regional_domain_name = "source.s3.eu-west-1.amazonaws.com", logging = [{ target_bucket = "access-inline" }], website = [] }
  }
}

resource "aws_s3_bucket" "own" {
  skip  = true
  attrs = local.buckets.own
}

resource "aws_s3_bucket" "cdn" {
  skip  = true
  attrs = local.buckets.cdn
}

resource "aws_s3_bucket" "flow" {
  skip  = true
  attrs = local.buckets.flow
}

resource "aws_s3_bucket" "flow_prefix" {
  skip  = true
  attrs = local.buckets.flow_prefix
}

resource "aws_s3_bucket" "site_inline" {
  skip  = true
  attrs = local.buckets.site_inline
}

resource "aws_s3_bucket" "source" {
  skip  = true
  attrs = local.buckets.source
}

resource "aws_cloudtrail" "own" {
  attrs = { name = "own", s3_bucket_name = "own" }
}

# Another trail may share the bucket.
resource "aws_cloudtrail" "own_second" {
  attrs = { name = "own-second", s3_bucket_name = "own" }
}

# Access logs of the trail's bucket go elsewhere: fine.
resource "aws_s3_bucket_logging" "own" {
  skip  = true
  attrs = { bucket = "own", target_bucket = "access" }
}

# A bucket whose name starts with the trail's.
resource "aws_flow_log" "neighbour" {
  skip  = true
  attrs = { log_destination_type = "s3", log_destination = "arn:aws:s3:::own-flow" }
}

resource "aws_flow_log" "to_log_group" {
  skip  = true
  attrs = { log_destination_type = "cloud-watch-logs", log_destination = null }
}

resource "aws_lb" "switched_off" {
  skip  = true
  attrs = { access_logs = [{ bucket = "own", enabled = false }] }
}

resource "aws_cloudtrail" "access_logs" {
  expect_failure = true
  attrs          = { name = "a", s3_bucket_name = "access" }
}

resource "aws_cloudtrail" "access_logs_inline" {
  expect_failure = true
  attrs          = { name = "b", s3_bucket_name = "access-inline" }
}

resource "aws_lb" "logging" {
  skip  = true
  attrs = { access_logs = [{ bucket = "lb", enabled = true }] }
}

resource "aws_cloudtrail" "lb" {
  expect_failure = true
  attrs          = { name = "c", s3_bucket_name = "lb" }
}

resource "aws_alb" "logging" {
  skip  = true
  attrs = { access_logs = [{ bucket = "alb", enabled = true }] }
}

resource "aws_cloudtrail" "alb" {
  expect_failure = true
  attrs          = { name = "d", s3_bucket_name = "alb" }
}

# Classic load balancers log unless told not to.
resource "aws_elb" "logging" {
  skip  = true
  attrs = { access_logs = [{ bucket = "elb", enabled = null }] }
}

resource "aws_cloudtrail" "elb" {
  expect_failure = true
  attrs          = { name = "e", s3_bucket_name = "elb" }
}

resource "aws_cloudfront_distribution" "logging" {
  skip  = true
  attrs = { logging_config = [{ bucket = "cdn.s3.amazonaws.com" }] }
}

resource "aws_cloudtrail" "cdn" {
  expect_failure = true
  attrs          = { name = "f", s3_bucket_name = "cdn" }
}

resource "aws_flow_log" "exact" {
  skip  = true
  attrs = { log_destination_type = "s3", log_destination = "arn:aws:s3:::flow" }
}

resource "aws_cloudtrail" "flow" {
  expect_failure = true
  attrs          = { name = "g", s3_bucket_name = "flow" }
}

resource "aws_flow_log" "prefix" {
  skip  = true
  attrs = { log_destination_type = "s3", log_destination = "arn:aws:s3:::flow-prefix/vpc/" }
}

resource "aws_cloudtrail" "flow_prefix" {
  expect_failure = true
  attrs          = { name = "h", s3_bucket_name = "flow-prefix" }
}

resource "aws_s3_bucket_website_configuration" "site" {
  skip  = true
  attrs = { bucket = "site" }
}

resource "aws_cloudtrail" "site" {
  expect_failure = true
  attrs          = { name = "i", s3_bucket_name = "site" }
}

resource "aws_cloudtrail" "site_inline" {
  expect_failure = true
  attrs          = { name = "j", s3_bucket_name = "site-inline" }
}

resource "aws_codepipeline" "build" {
  skip  = true
  attrs = { artifact_store = [{ location = "artifacts", type = "S3" }] }
}

resource "aws_cloudtrail" "artifacts" {
  expect_failure = true
  attrs          = { name = "k", s3_bucket_name = "artifacts" }
}

resource "aws_s3_object" "file" {
  skip  = true
  attrs = { bucket = "objects", key = "a" }
}

resource "aws_cloudtrail" "objects" {
  expect_failure = true
  attrs          = { name = "l", s3_bucket_name = "objects" }
}

resource "aws_s3_bucket_object" "file" {
  skip  = true
  attrs = { bucket = "old-objects", key = "a" }
}

resource "aws_cloudtrail" "old_objects" {
  expect_failure = true
  attrs          = { name = "m", s3_bucket_name = "old-objects" }
}
