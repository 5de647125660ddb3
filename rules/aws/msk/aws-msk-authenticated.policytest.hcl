policytest {
  targets = ["aws-msk-authenticated.policy.hcl"]
}

resource "aws_msk_cluster" "iam" {
  attrs = { client_authentication = [{ unauthenticated = null, sasl = [{ iam = true, scram = null }], tls = [] }] }
}

resource "aws_msk_cluster" "scram" {
  attrs = { client_authentication = [{ unauthenticated = false, sasl = [{ iam = null, scram = true }], tls = [] }] }
}

resource "aws_msk_cluster" "tls" {
  attrs = { client_authentication = [{ unauthenticated = null, sasl = [], tls = [{ certificate_authority_arns = ["arn:aws:acm-pca:eu-west-1:123456789012:certificate-authority/1"] }] }] }
}

resource "aws_msk_cluster" "absent" {
  expect_failure = true
  attrs          = { client_authentication = [] }
}

resource "aws_msk_cluster" "unauthenticated_too" {
  expect_failure = true
  attrs          = { client_authentication = [{ unauthenticated = true, sasl = [{ iam = true, scram = null }], tls = [] }] }
}

resource "aws_msk_cluster" "sasl_off" {
  expect_failure = true
  attrs          = { client_authentication = [{ unauthenticated = null, sasl = [{ iam = false, scram = false }], tls = [] }] }
}

resource "aws_msk_cluster" "empty" {
  expect_failure = true
  attrs          = { client_authentication = [{ unauthenticated = null, sasl = [], tls = [] }] }
}
