policytest {
  targets = ["aws-opensearch-access-policy-not-public.policy.hcl"]
}

resource "aws_opensearch_domain" "account" {
  attrs = { access_policies = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = { AWS = "arn:aws:iam::123456789012:root" }, Action = "es:*", Resource = "*" }] }), vpc_options = [], advanced_security_options = [] }
}

resource "aws_opensearch_domain" "deny" {
  attrs = { access_policies = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Deny", Principal = "*", Action = "es:*", Resource = "*" }] }), vpc_options = [], advanced_security_options = [] }
}

resource "aws_opensearch_domain" "organization" {
  attrs = { access_policies = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = "*", Action = "es:*", Resource = "*", Condition = { StringEquals = { "aws:PrincipalOrgID" = "o-0123456789" } } }] }), vpc_options = [], advanced_security_options = [] }
}

resource "aws_opensearch_domain" "source_arn" {
  attrs = { access_policies = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = { AWS = "*" }, Action = "es:*", Resource = "*", Condition = { ArnLike = { "aws:SourceArn" = "arn:aws:s3:::example-data" } } }] }), vpc_options = [], advanced_security_options = [] }
}

resource "aws_opensearch_domain" "source_account" {
  attrs = { access_policies = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = "*", Action = "es:*", Resource = "*", Condition = { StringEquals = { "aws:SourceAccount" = "123456789012" } } }] }), vpc_options = [], advanced_security_options = [] }
}

resource "aws_opensearch_domain" "service" {
  attrs = { access_policies = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = { Service = "events.amazonaws.com" }, Action = "es:*", Resource = "*" }] }), vpc_options = [], advanced_security_options = [] }
}

resource "aws_opensearch_domain" "star" {
  expect_failure = true
  attrs          = { access_policies = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = "*", Action = "es:*", Resource = "*" }] }), vpc_options = [], advanced_security_options = [] }
}

resource "aws_opensearch_domain" "aws_star" {
  expect_failure = true
  attrs          = { access_policies = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = { AWS = ["arn:aws:iam::123456789012:root", "*"] }, Action = "es:*", Resource = "*" }] }), vpc_options = [], advanced_security_options = [] }
}

resource "aws_opensearch_domain" "not_principal" {
  expect_failure = true
  attrs          = { access_policies = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", NotPrincipal = { AWS = "arn:aws:iam::123456789012:root" }, Action = "es:*", Resource = "*" }] }), vpc_options = [], advanced_security_options = [] }
}

resource "aws_opensearch_domain" "every_address" {
  expect_failure = true
  attrs          = { access_policies = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = "*", Action = "es:*", Resource = "*", Condition = { IpAddress = { "aws:SourceIp" = "0.0.0.0/0" } } }] }), vpc_options = [], advanced_security_options = [] }
}

# TLS limits nobody.
resource "aws_opensearch_domain" "secure_transport_only" {
  expect_failure = true
  attrs          = { access_policies = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = "*", Action = "es:*", Resource = "*", Condition = { Bool = { "aws:SecureTransport" = "true" } } }] }), vpc_options = [], advanced_security_options = [] }
}

resource "aws_opensearch_domain" "negative" {
  expect_failure = true
  attrs          = { access_policies = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = "*", Action = "es:*", Resource = "*", Condition = { StringNotEquals = { "aws:PrincipalOrgID" = "o-0123456789" } } }] }), vpc_options = [], advanced_security_options = [] }
}

resource "aws_opensearch_domain" "null" {
  attrs = { access_policies = null, vpc_options = [], advanced_security_options = [] }
}

resource "aws_opensearch_domain" "empty" {
  attrs = { access_policies = "", vpc_options = [], advanced_security_options = [] }
}

resource "aws_opensearch_domain" "addresses" {
  attrs = { access_policies = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = "*", Action = "es:*", Resource = "*", Condition = { IpAddress = { "aws:SourceIp" = ["203.0.113.0/24"] } } }] }), vpc_options = [], advanced_security_options = [] }
}

resource "aws_opensearch_domain" "guarded" {
  attrs = { domain_name = "guarded", access_policies = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = "*", Action = "es:*", Resource = "*" }] }), vpc_options = [{ subnet_ids = ["subnet-1"] }], advanced_security_options = [{ enabled = true }] }
}

resource "aws_opensearch_domain" "vpc_without_fine_grained" {
  expect_failure = true
  attrs          = { domain_name = "vpc-only", access_policies = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = "*", Action = "es:*", Resource = "*" }] }), vpc_options = [{ subnet_ids = ["subnet-1"] }], advanced_security_options = [{ enabled = false }] }
}

resource "aws_opensearch_domain" "fine_grained_without_vpc" {
  expect_failure = true
  attrs          = { domain_name = "fgac-only", access_policies = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = "*", Action = "es:*", Resource = "*" }] }), vpc_options = [], advanced_security_options = [{ enabled = true }] }
}

resource "aws_elasticsearch_domain" "account" {
  attrs = { access_policies = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = { AWS = "arn:aws:iam::123456789012:root" }, Action = "es:*", Resource = "*" }] }), vpc_options = [], advanced_security_options = [] }
}

resource "aws_elasticsearch_domain" "deny" {
  attrs = { access_policies = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Deny", Principal = "*", Action = "es:*", Resource = "*" }] }), vpc_options = [], advanced_security_options = [] }
}

resource "aws_elasticsearch_domain" "organization" {
  attrs = { access_policies = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = "*", Action = "es:*", Resource = "*", Condition = { StringEquals = { "aws:PrincipalOrgID" = "o-0123456789" } } }] }), vpc_options = [], advanced_security_options = [] }
}

resource "aws_elasticsearch_domain" "source_arn" {
  attrs = { access_policies = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = { AWS = "*" }, Action = "es:*", Resource = "*", Condition = { ArnLike = { "aws:SourceArn" = "arn:aws:s3:::example-data" } } }] }), vpc_options = [], advanced_security_options = [] }
}

resource "aws_elasticsearch_domain" "source_account" {
  attrs = { access_policies = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = "*", Action = "es:*", Resource = "*", Condition = { StringEquals = { "aws:SourceAccount" = "123456789012" } } }] }), vpc_options = [], advanced_security_options = [] }
}

resource "aws_elasticsearch_domain" "service" {
  attrs = { access_policies = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = { Service = "events.amazonaws.com" }, Action = "es:*", Resource = "*" }] }), vpc_options = [], advanced_security_options = [] }
}

resource "aws_elasticsearch_domain" "star" {
  expect_failure = true
  attrs          = { access_policies = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = "*", Action = "es:*", Resource = "*" }] }), vpc_options = [], advanced_security_options = [] }
}

resource "aws_elasticsearch_domain" "aws_star" {
  expect_failure = true
  attrs          = { access_policies = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = { AWS = ["arn:aws:iam::123456789012:root", "*"] }, Action = "es:*", Resource = "*" }] }), vpc_options = [], advanced_security_options = [] }
}

resource "aws_elasticsearch_domain" "not_principal" {
  expect_failure = true
  attrs          = { access_policies = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", NotPrincipal = { AWS = "arn:aws:iam::123456789012:root" }, Action = "es:*", Resource = "*" }] }), vpc_options = [], advanced_security_options = [] }
}

resource "aws_elasticsearch_domain" "every_address" {
  expect_failure = true
  attrs          = { access_policies = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = "*", Action = "es:*", Resource = "*", Condition = { IpAddress = { "aws:SourceIp" = "0.0.0.0/0" } } }] }), vpc_options = [], advanced_security_options = [] }
}

# TLS limits nobody.
resource "aws_elasticsearch_domain" "secure_transport_only" {
  expect_failure = true
  attrs          = { access_policies = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = "*", Action = "es:*", Resource = "*", Condition = { Bool = { "aws:SecureTransport" = "true" } } }] }), vpc_options = [], advanced_security_options = [] }
}

resource "aws_elasticsearch_domain" "negative" {
  expect_failure = true
  attrs          = { access_policies = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = "*", Action = "es:*", Resource = "*", Condition = { StringNotEquals = { "aws:PrincipalOrgID" = "o-0123456789" } } }] }), vpc_options = [], advanced_security_options = [] }
}

resource "aws_elasticsearch_domain" "null" {
  attrs = { access_policies = null, vpc_options = [], advanced_security_options = [] }
}

resource "aws_elasticsearch_domain" "empty" {
  attrs = { access_policies = "", vpc_options = [], advanced_security_options = [] }
}

resource "aws_elasticsearch_domain" "addresses" {
  attrs = { access_policies = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = "*", Action = "es:*", Resource = "*", Condition = { IpAddress = { "aws:SourceIp" = ["203.0.113.0/24"] } } }] }), vpc_options = [], advanced_security_options = [] }
}

resource "aws_elasticsearch_domain" "guarded" {
  attrs = { domain_name = "guarded", access_policies = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = "*", Action = "es:*", Resource = "*" }] }), vpc_options = [{ subnet_ids = ["subnet-1"] }], advanced_security_options = [{ enabled = true }] }
}

resource "aws_elasticsearch_domain" "vpc_without_fine_grained" {
  expect_failure = true
  attrs          = { domain_name = "vpc-only", access_policies = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = "*", Action = "es:*", Resource = "*" }] }), vpc_options = [{ subnet_ids = ["subnet-1"] }], advanced_security_options = [{ enabled = false }] }
}

resource "aws_elasticsearch_domain" "fine_grained_without_vpc" {
  expect_failure = true
  attrs          = { domain_name = "fgac-only", access_policies = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = "*", Action = "es:*", Resource = "*" }] }), vpc_options = [], advanced_security_options = [{ enabled = true }] }
}

resource "aws_opensearch_domain_policy" "account" {
  attrs = { access_policies = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = { AWS = "arn:aws:iam::123456789012:root" }, Action = "es:*", Resource = "*" }] }), domain_name = "elsewhere" }
}

resource "aws_opensearch_domain_policy" "deny" {
  attrs = { access_policies = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Deny", Principal = "*", Action = "es:*", Resource = "*" }] }), domain_name = "elsewhere" }
}

resource "aws_opensearch_domain_policy" "organization" {
  attrs = { access_policies = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = "*", Action = "es:*", Resource = "*", Condition = { StringEquals = { "aws:PrincipalOrgID" = "o-0123456789" } } }] }), domain_name = "elsewhere" }
}

resource "aws_opensearch_domain_policy" "source_arn" {
  attrs = { access_policies = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = { AWS = "*" }, Action = "es:*", Resource = "*", Condition = { ArnLike = { "aws:SourceArn" = "arn:aws:s3:::example-data" } } }] }), domain_name = "elsewhere" }
}

resource "aws_opensearch_domain_policy" "source_account" {
  attrs = { access_policies = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = "*", Action = "es:*", Resource = "*", Condition = { StringEquals = { "aws:SourceAccount" = "123456789012" } } }] }), domain_name = "elsewhere" }
}

resource "aws_opensearch_domain_policy" "service" {
  attrs = { access_policies = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = { Service = "events.amazonaws.com" }, Action = "es:*", Resource = "*" }] }), domain_name = "elsewhere" }
}

resource "aws_opensearch_domain_policy" "star" {
  expect_failure = true
  attrs          = { access_policies = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = "*", Action = "es:*", Resource = "*" }] }), domain_name = "elsewhere" }
}

resource "aws_opensearch_domain_policy" "aws_star" {
  expect_failure = true
  attrs          = { access_policies = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = { AWS = ["arn:aws:iam::123456789012:root", "*"] }, Action = "es:*", Resource = "*" }] }), domain_name = "elsewhere" }
}

resource "aws_opensearch_domain_policy" "not_principal" {
  expect_failure = true
  attrs          = { access_policies = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", NotPrincipal = { AWS = "arn:aws:iam::123456789012:root" }, Action = "es:*", Resource = "*" }] }), domain_name = "elsewhere" }
}

resource "aws_opensearch_domain_policy" "every_address" {
  expect_failure = true
  attrs          = { access_policies = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = "*", Action = "es:*", Resource = "*", Condition = { IpAddress = { "aws:SourceIp" = "0.0.0.0/0" } } }] }), domain_name = "elsewhere" }
}

# TLS limits nobody.
resource "aws_opensearch_domain_policy" "secure_transport_only" {
  expect_failure = true
  attrs          = { access_policies = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = "*", Action = "es:*", Resource = "*", Condition = { Bool = { "aws:SecureTransport" = "true" } } }] }), domain_name = "elsewhere" }
}

resource "aws_opensearch_domain_policy" "negative" {
  expect_failure = true
  attrs          = { access_policies = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = "*", Action = "es:*", Resource = "*", Condition = { StringNotEquals = { "aws:PrincipalOrgID" = "o-0123456789" } } }] }), domain_name = "elsewhere" }
}

resource "aws_opensearch_domain_policy" "guarded" {
  attrs = { domain_name = "guarded", access_policies = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = "*", Action = "es:*", Resource = "*" }] }) }
}

resource "aws_opensearch_domain_policy" "unguarded" {
  expect_failure = true
  attrs          = { domain_name = "vpc-only", access_policies = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = "*", Action = "es:*", Resource = "*" }] }) }
}

resource "aws_elasticsearch_domain_policy" "account" {
  attrs = { access_policies = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = { AWS = "arn:aws:iam::123456789012:root" }, Action = "es:*", Resource = "*" }] }), domain_name = "elsewhere" }
}

resource "aws_elasticsearch_domain_policy" "deny" {
  attrs = { access_policies = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Deny", Principal = "*", Action = "es:*", Resource = "*" }] }), domain_name = "elsewhere" }
}

resource "aws_elasticsearch_domain_policy" "organization" {
  attrs = { access_policies = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = "*", Action = "es:*", Resource = "*", Condition = { StringEquals = { "aws:PrincipalOrgID" = "o-0123456789" } } }] }), domain_name = "elsewhere" }
}

resource "aws_elasticsearch_domain_policy" "source_arn" {
  attrs = { access_policies = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = { AWS = "*" }, Action = "es:*", Resource = "*", Condition = { ArnLike = { "aws:SourceArn" = "arn:aws:s3:::example-data" } } }] }), domain_name = "elsewhere" }
}

resource "aws_elasticsearch_domain_policy" "source_account" {
  attrs = { access_policies = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = "*", Action = "es:*", Resource = "*", Condition = { StringEquals = { "aws:SourceAccount" = "123456789012" } } }] }), domain_name = "elsewhere" }
}

resource "aws_elasticsearch_domain_policy" "service" {
  attrs = { access_policies = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = { Service = "events.amazonaws.com" }, Action = "es:*", Resource = "*" }] }), domain_name = "elsewhere" }
}

resource "aws_elasticsearch_domain_policy" "star" {
  expect_failure = true
  attrs          = { access_policies = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = "*", Action = "es:*", Resource = "*" }] }), domain_name = "elsewhere" }
}

resource "aws_elasticsearch_domain_policy" "aws_star" {
  expect_failure = true
  attrs          = { access_policies = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = { AWS = ["arn:aws:iam::123456789012:root", "*"] }, Action = "es:*", Resource = "*" }] }), domain_name = "elsewhere" }
}

resource "aws_elasticsearch_domain_policy" "not_principal" {
  expect_failure = true
  attrs          = { access_policies = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", NotPrincipal = { AWS = "arn:aws:iam::123456789012:root" }, Action = "es:*", Resource = "*" }] }), domain_name = "elsewhere" }
}

resource "aws_elasticsearch_domain_policy" "every_address" {
  expect_failure = true
  attrs          = { access_policies = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = "*", Action = "es:*", Resource = "*", Condition = { IpAddress = { "aws:SourceIp" = "0.0.0.0/0" } } }] }), domain_name = "elsewhere" }
}

# TLS limits nobody.
resource "aws_elasticsearch_domain_policy" "secure_transport_only" {
  expect_failure = true
  attrs          = { access_policies = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = "*", Action = "es:*", Resource = "*", Condition = { Bool = { "aws:SecureTransport" = "true" } } }] }), domain_name = "elsewhere" }
}

resource "aws_elasticsearch_domain_policy" "negative" {
  expect_failure = true
  attrs          = { access_policies = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = "*", Action = "es:*", Resource = "*", Condition = { StringNotEquals = { "aws:PrincipalOrgID" = "o-0123456789" } } }] }), domain_name = "elsewhere" }
}

resource "aws_elasticsearch_domain_policy" "guarded" {
  attrs = { domain_name = "guarded", access_policies = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = "*", Action = "es:*", Resource = "*" }] }) }
}

resource "aws_elasticsearch_domain_policy" "unguarded" {
  expect_failure = true
  attrs          = { domain_name = "vpc-only", access_policies = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = "*", Action = "es:*", Resource = "*" }] }) }
}
