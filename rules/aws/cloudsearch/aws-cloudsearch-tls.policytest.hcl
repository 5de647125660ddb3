policytest {
  targets = ["aws-cloudsearch-tls.policy.hcl"]
}

resource "aws_cloudsearch_domain" "good" {
  attrs = { endpoint_options = [{ enforce_https = true, tls_security_policy = "Policy-Min-TLS-1-2-2019-07" }] }
}

resource "aws_cloudsearch_domain" "http" {
  expect_failure = true
  attrs          = { endpoint_options = [{ enforce_https = false, tls_security_policy = "Policy-Min-TLS-1-2-2019-07" }] }
}

resource "aws_cloudsearch_domain" "old_policy" {
  expect_failure = true
  attrs          = { endpoint_options = [{ enforce_https = true, tls_security_policy = "Policy-Min-TLS-1-0-2019-07" }] }
}

resource "aws_cloudsearch_domain" "null_policy" {
  expect_failure = true
  attrs          = { endpoint_options = [{ enforce_https = true, tls_security_policy = null }] }
}

resource "aws_cloudsearch_domain" "null" {
  expect_failure = true
  attrs          = { endpoint_options = [{ enforce_https = null, tls_security_policy = "Policy-Min-TLS-1-2-2019-07" }] }
}

resource "aws_cloudsearch_domain" "none" {
  expect_failure = true
  attrs          = { endpoint_options = [] }
}
