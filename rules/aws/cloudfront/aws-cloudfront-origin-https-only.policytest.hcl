policytest {
  targets = ["aws-cloudfront-origin-https-only.policy.hcl"]
}

resource "aws_cloudfront_distribution" "https" {
  attrs = {
    origin                 = [{ origin_id = "a", custom_origin_config = [{ origin_protocol_policy = "https-only" }] }]
    origin_group           = []
    default_cache_behavior = [{ target_origin_id = "a", viewer_protocol_policy = "allow-all" }]
    ordered_cache_behavior = []
  }
}

# Origins in S3 have no protocol policy.
resource "aws_cloudfront_distribution" "bucket" {
  attrs = {
    origin                 = [{ origin_id = "a", custom_origin_config = [] }]
    origin_group           = []
    default_cache_behavior = [{ target_origin_id = "a", viewer_protocol_policy = "allow-all" }]
    ordered_cache_behavior = []
  }
}

resource "aws_cloudfront_distribution" "match_https" {
  attrs = {
    origin                 = [{ origin_id = "a", custom_origin_config = [{ origin_protocol_policy = "match-viewer" }] }]
    origin_group           = []
    default_cache_behavior = [{ target_origin_id = "a", viewer_protocol_policy = "redirect-to-https" }]
    ordered_cache_behavior = [{ target_origin_id = "a", viewer_protocol_policy = "https-only" }]
  }
}

# Only the bucket is asked in clear text.
resource "aws_cloudfront_distribution" "match_other_clear" {
  attrs = {
    origin                 = [{ origin_id = "a", custom_origin_config = [{ origin_protocol_policy = "match-viewer" }] }, { origin_id = "b", custom_origin_config = [] }]
    origin_group           = []
    default_cache_behavior = [{ target_origin_id = "a", viewer_protocol_policy = "https-only" }]
    ordered_cache_behavior = [{ target_origin_id = "b", viewer_protocol_policy = "allow-all" }]
  }
}

resource "aws_cloudfront_distribution" "http" {
  expect_failure = true
  attrs = {
    origin                 = [{ origin_id = "a", custom_origin_config = [{ origin_protocol_policy = "http-only" }] }]
    origin_group           = []
    default_cache_behavior = [{ target_origin_id = "a", viewer_protocol_policy = "https-only" }]
    ordered_cache_behavior = []
  }
}

resource "aws_cloudfront_distribution" "second_http" {
  expect_failure = true
  attrs = {
    origin                 = [{ origin_id = "a", custom_origin_config = [{ origin_protocol_policy = "https-only" }] }, { origin_id = "b", custom_origin_config = [{ origin_protocol_policy = "http-only" }] }]
    origin_group           = []
    default_cache_behavior = [{ target_origin_id = "a", viewer_protocol_policy = "https-only" }]
    ordered_cache_behavior = []
  }
}

resource "aws_cloudfront_distribution" "match_clear" {
  expect_failure = true
  attrs = {
    origin                 = [{ origin_id = "a", custom_origin_config = [{ origin_protocol_policy = "match-viewer" }] }]
    origin_group           = []
    default_cache_behavior = [{ target_origin_id = "a", viewer_protocol_policy = "allow-all" }]
    ordered_cache_behavior = []
  }
}

resource "aws_cloudfront_distribution" "match_clear_behavior" {
  expect_failure = true
  attrs = {
    origin                 = [{ origin_id = "a", custom_origin_config = [{ origin_protocol_policy = "match-viewer" }] }]
    origin_group           = []
    default_cache_behavior = [{ target_origin_id = "a", viewer_protocol_policy = "https-only" }]
    ordered_cache_behavior = [{ target_origin_id = "a", viewer_protocol_policy = "allow-all" }]
  }
}

resource "aws_cloudfront_distribution" "match_clear_group" {
  expect_failure = true
  attrs = {
    origin                 = [{ origin_id = "a", custom_origin_config = [{ origin_protocol_policy = "match-viewer" }] }, { origin_id = "b", custom_origin_config = [] }]
    origin_group           = [{ origin_id = "g", member = [{ origin_id = "b" }, { origin_id = "a" }] }]
    default_cache_behavior = [{ target_origin_id = "g", viewer_protocol_policy = "allow-all" }]
    ordered_cache_behavior = []
  }
}

resource "aws_cloudfront_multitenant_distribution" "clear" {
  expect_failure = true
  attrs = {
    default_cache_behavior = [{ viewer_protocol_policy = "https-only", target_origin_id = "app" }]
    cache_behavior         = []
    origin_group           = []
    origin                 = [{ id = "app", custom_origin_config = [{ origin_protocol_policy = "http-only" }] }]
  }
}

resource "aws_cloudfront_multitenant_distribution" "as_clear_as_a_behavior" {
  expect_failure = true
  attrs = {
    default_cache_behavior = [{ viewer_protocol_policy = "https-only", target_origin_id = "app" }]
    cache_behavior         = [{ viewer_protocol_policy = "allow-all", target_origin_id = "both" }]
    origin_group           = [{ id = "both", member = [{ origin_id = "app" }, { origin_id = "spare" }] }]
    origin                 = [{ id = "spare", custom_origin_config = [{ origin_protocol_policy = "match-viewer" }] }]
  }
}

resource "aws_cloudfront_multitenant_distribution" "encrypted" {
  attrs = {
    default_cache_behavior = [{ viewer_protocol_policy = "https-only", target_origin_id = "app" }]
    cache_behavior         = []
    origin_group           = []
    origin                 = [{ id = "app", custom_origin_config = [{ origin_protocol_policy = "match-viewer" }] }]
  }
}
