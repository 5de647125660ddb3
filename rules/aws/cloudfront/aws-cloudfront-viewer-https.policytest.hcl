policytest {
  targets = ["aws-cloudfront-viewer-https.policy.hcl"]
}

resource "aws_cloudfront_distribution" "redirect" {
  attrs = { default_cache_behavior = [{ viewer_protocol_policy = "redirect-to-https" }], ordered_cache_behavior = [] }
}

resource "aws_cloudfront_distribution" "https" {
  attrs = { default_cache_behavior = [{ viewer_protocol_policy = "https-only" }], ordered_cache_behavior = [{ viewer_protocol_policy = "redirect-to-https" }] }
}

resource "aws_cloudfront_distribution" "allow_all" {
  expect_failure = true
  attrs          = { default_cache_behavior = [{ viewer_protocol_policy = "allow-all" }], ordered_cache_behavior = [] }
}

resource "aws_cloudfront_distribution" "null" {
  expect_failure = true
  attrs          = { default_cache_behavior = [{ viewer_protocol_policy = null }], ordered_cache_behavior = [] }
}

resource "aws_cloudfront_distribution" "ordered_allow_all" {
  expect_failure = true
  attrs          = { default_cache_behavior = [{ viewer_protocol_policy = "https-only" }], ordered_cache_behavior = [{ viewer_protocol_policy = "https-only" }, { viewer_protocol_policy = "allow-all" }] }
}

resource "aws_cloudfront_multitenant_distribution" "clear" {
  expect_failure = true
  attrs          = { default_cache_behavior = [{ viewer_protocol_policy = "https-only" }], cache_behavior = [{ viewer_protocol_policy = "allow-all" }] }
}

resource "aws_cloudfront_multitenant_distribution" "encrypted" {
  attrs = { default_cache_behavior = [{ viewer_protocol_policy = "https-only" }], cache_behavior = [{ viewer_protocol_policy = "redirect-to-https" }] }
}
