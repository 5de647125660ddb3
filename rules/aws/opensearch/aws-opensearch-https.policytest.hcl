policytest {
  targets = ["aws-opensearch-https.policy.hcl"]
}

resource "aws_opensearch_domain" "pfs" {
  attrs = { domain_endpoint_options = [{ enforce_https = true, tls_security_policy = "Policy-Min-TLS-1-2-PFS-2023-10" }] }
}

resource "aws_opensearch_domain" "tls12" {
  attrs = { domain_endpoint_options = [{ enforce_https = true, tls_security_policy = "Policy-Min-TLS-1-2-2019-07" }] }
}

resource "aws_opensearch_domain" "https_by_default" {
  attrs = { domain_endpoint_options = [{ enforce_https = null, tls_security_policy = "Policy-Min-TLS-1-2-2019-07" }] }
}

resource "aws_opensearch_domain" "http" {
  expect_failure = true
  attrs          = { domain_endpoint_options = [{ enforce_https = false, tls_security_policy = "Policy-Min-TLS-1-2-2019-07" }] }
}

resource "aws_opensearch_domain" "tls10" {
  expect_failure = true
  attrs          = { domain_endpoint_options = [{ enforce_https = true, tls_security_policy = "Policy-Min-TLS-1-0-2019-07" }] }
}

resource "aws_opensearch_domain" "no_policy" {
  expect_failure = true
  attrs          = { domain_endpoint_options = [{ enforce_https = true, tls_security_policy = null }] }
}

resource "aws_opensearch_domain" "absent" {
  expect_failure = true
  attrs          = { domain_endpoint_options = [] }
}

resource "aws_elasticsearch_domain" "pfs" {
  attrs = { domain_endpoint_options = [{ enforce_https = true, tls_security_policy = "Policy-Min-TLS-1-2-PFS-2023-10" }] }
}

resource "aws_elasticsearch_domain" "tls12" {
  attrs = { domain_endpoint_options = [{ enforce_https = true, tls_security_policy = "Policy-Min-TLS-1-2-2019-07" }] }
}

resource "aws_elasticsearch_domain" "https_by_default" {
  attrs = { domain_endpoint_options = [{ enforce_https = null, tls_security_policy = "Policy-Min-TLS-1-2-2019-07" }] }
}

resource "aws_elasticsearch_domain" "http" {
  expect_failure = true
  attrs          = { domain_endpoint_options = [{ enforce_https = false, tls_security_policy = "Policy-Min-TLS-1-2-2019-07" }] }
}

resource "aws_elasticsearch_domain" "tls10" {
  expect_failure = true
  attrs          = { domain_endpoint_options = [{ enforce_https = true, tls_security_policy = "Policy-Min-TLS-1-0-2019-07" }] }
}

resource "aws_elasticsearch_domain" "no_policy" {
  expect_failure = true
  attrs          = { domain_endpoint_options = [{ enforce_https = true, tls_security_policy = null }] }
}

resource "aws_elasticsearch_domain" "absent" {
  expect_failure = true
  attrs          = { domain_endpoint_options = [] }
}
