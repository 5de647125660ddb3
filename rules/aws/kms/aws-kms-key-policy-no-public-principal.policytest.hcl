policytest {
  targets = ["aws-kms-key-policy-no-public-principal.policy.hcl"]
}

# No policy is AWS's own, which is not public.
resource "aws_kms_key" "null" {
  attrs = { policy = null }
}

resource "aws_kms_key" "empty" {
  attrs = { policy = "" }
}

resource "aws_kms_key" "account" {

  attrs = { policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = { AWS = "arn:aws:iam::123456789012:root" }, Action = "kms:*", Resource = "*" }] }) }
}
resource "aws_kms_key" "deny_everybody" {

  attrs = { policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Deny", Principal = "*", Action = "kms:*", Resource = "*" }] }) }
}
# The policy that AWS itself writes for a service's key.
resource "aws_kms_key" "caller_account" {

  attrs = { policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = { AWS = "*" }, Action = "kms:*", Resource = "*", Condition = { StringEquals = { "kms:CallerAccount" = "123456789012", "kms:ViaService" = "s3.eu-west-1.amazonaws.com" } } }] }) }
}
resource "aws_kms_key" "organization" {

  attrs = { policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = "*", Action = "kms:*", Resource = "*", Condition = { StringEquals = { "aws:PrincipalOrgID" = "o-0123456789" } } }] }) }
}
resource "aws_kms_key" "source_arn" {

  attrs = { policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = { AWS = ["*"] }, Action = "kms:*", Resource = "*", Condition = { ArnLike = { "aws:SourceArn" = "arn:aws:cloudtrail:*:123456789012:trail/*" } } }] }) }
}
resource "aws_kms_key" "service" {

  attrs = { policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = { Service = "logs.eu-west-1.amazonaws.com" }, Action = "kms:*", Resource = "*" }] }) }
}
resource "aws_kms_key" "star" {
  expect_failure = true
  attrs          = { policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = "*", Action = "kms:*", Resource = "*" }] }) }
}
resource "aws_kms_key" "aws_star" {
  expect_failure = true
  attrs          = { policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = { AWS = "*" }, Action = "kms:*", Resource = "*" }] }) }
}
resource "aws_kms_key" "star_in_list" {
  expect_failure = true
  attrs          = { policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = { AWS = ["arn:aws:iam::123456789012:root", "*"] }, Action = "kms:*", Resource = "*" }] }) }
}
resource "aws_kms_key" "one_action" {
  expect_failure = true
  attrs          = { policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = "*", Action = ["kms:Decrypt"], Resource = "*" }] }) }
}
resource "aws_kms_key" "second_statement" {
  expect_failure = true
  attrs          = { policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = { AWS = "arn:aws:iam::123456789012:root" }, Action = "kms:*", Resource = "*" }, { Effect = "Allow", Principal = "*", Action = "kms:*", Resource = "*" }] }) }
}
# Whoever may use the service in any account passes this condition.
resource "aws_kms_key" "via_service_alone" {
  expect_failure = true
  attrs          = { policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = "*", Action = "kms:*", Resource = "*", Condition = { StringEquals = { "kms:ViaService" = "s3.eu-west-1.amazonaws.com" } } }] }) }
}
resource "aws_kms_key" "mfa_only" {
  expect_failure = true
  attrs          = { policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = "*", Action = "kms:*", Resource = "*", Condition = { Bool = { "aws:MultiFactorAuthPresent" = "true" } } }] }) }
}
resource "aws_kms_key" "negative_operator" {
  expect_failure = true
  attrs          = { policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = "*", Action = "kms:*", Resource = "*", Condition = { StringNotEquals = { "aws:PrincipalOrgID" = "o-0123456789" } } }] }) }
}
resource "aws_kms_key" "wildcard_value" {
  expect_failure = true
  attrs          = { policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = "*", Action = "kms:*", Resource = "*", Condition = { StringLike = { "aws:PrincipalOrgID" = "*" } } }] }) }
}
resource "aws_kms_key" "not_principal" {
  expect_failure = true
  attrs          = { policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", NotPrincipal = { AWS = "arn:aws:iam::123456789012:user/old" }, Action = "kms:*", Resource = "*" }] }) }
}
resource "aws_kms_key_policy" "account_only" {

  attrs = { key_id = "key-1", policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = { AWS = "arn:aws:iam::123456789012:root" }, Action = "kms:*", Resource = "*" }] }) }
}
resource "aws_kms_key_policy" "star" {
  expect_failure = true
  attrs          = { key_id = "key-1", policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = "*", Action = "kms:*", Resource = "*" }] }) }
}
resource "aws_kms_external_key" "account_only" {

  attrs = { policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = { AWS = "arn:aws:iam::123456789012:root" }, Action = "kms:*", Resource = "*" }] }) }
}
resource "aws_kms_external_key" "star" {
  expect_failure = true
  attrs          = { policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = "*", Action = "kms:*", Resource = "*" }] }) }
}
resource "aws_kms_replica_key" "account_only" {

  attrs = { policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = { AWS = "arn:aws:iam::123456789012:root" }, Action = "kms:*", Resource = "*" }] }) }
}
resource "aws_kms_replica_key" "star" {
  expect_failure = true
  attrs          = { policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = "*", Action = "kms:*", Resource = "*" }] }) }
}
resource "aws_kms_replica_external_key" "account_only" {

  attrs = { policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = { AWS = "arn:aws:iam::123456789012:root" }, Action = "kms:*", Resource = "*" }] }) }
}
resource "aws_kms_replica_external_key" "star" {
  expect_failure = true
  attrs          = { policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = "*", Action = "kms:*", Resource = "*" }] }) }
}
