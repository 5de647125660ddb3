policytest {
  targets = ["aws-cloudfront-minimum-tls.policy.hcl"]
}

resource "aws_cloudfront_distribution" "tls_2021" {
  attrs = { viewer_certificate = [{ cloudfront_default_certificate = null, minimum_protocol_version = "TLSv1.2_2021" }] }
}

resource "aws_cloudfront_distribution" "tls_2018" {
  attrs = { viewer_certificate = [{ cloudfront_default_certificate = false, minimum_protocol_version = "TLSv1.2_2018" }] }
}

resource "aws_cloudfront_distribution" "tls13" {
  attrs = { viewer_certificate = [{ cloudfront_default_certificate = null, minimum_protocol_version = "TLSv1.3_2025" }] }
}

# CloudFront decides there: another rule.
resource "aws_cloudfront_distribution" "default_certificate" {
  attrs = { viewer_certificate = [{ cloudfront_default_certificate = true, minimum_protocol_version = "TLSv1" }] }
}

resource "aws_cloudfront_distribution" "tls1" {
  expect_failure = true
  attrs          = { viewer_certificate = [{ cloudfront_default_certificate = null, minimum_protocol_version = "TLSv1" }] }
}

resource "aws_cloudfront_distribution" "tls11" {
  expect_failure = true
  attrs          = { viewer_certificate = [{ cloudfront_default_certificate = false, minimum_protocol_version = "TLSv1.1_2016" }] }
}

resource "aws_cloudfront_distribution" "null" {
  expect_failure = true
  attrs          = { viewer_certificate = [{ cloudfront_default_certificate = null, minimum_protocol_version = null }] }
}

resource "aws_cloudfront_distribution" "ssl3" {
  expect_failure = true
  attrs          = { viewer_certificate = [{ cloudfront_default_certificate = null, minimum_protocol_version = "SSLv3" }] }
}

resource "aws_cloudfront_distribution" "stricter" {
  expect_failure = true
  inputs {
    aws-cloudfront-minimum-tls-versions = ["TLSv1.2_2021"]
  }
  attrs = { viewer_certificate = [{ cloudfront_default_certificate = null, minimum_protocol_version = "TLSv1.2_2019" }] }
}

resource "aws_cloudfront_multitenant_distribution" "old" {
  expect_failure = true
  attrs          = { viewer_certificate = [{ cloudfront_default_certificate = null, minimum_protocol_version = "TLSv1.1_2016" }] }
}

resource "aws_cloudfront_multitenant_distribution" "new" {
  attrs = { viewer_certificate = [{ cloudfront_default_certificate = null, minimum_protocol_version = "TLSv1.2_2021" }] }
}
