policytest {
  targets = ["aws-eks-secrets-encrypted.policy.hcl"]
}

resource "aws_eks_cluster" "on" {
  attrs = { encryption_config = [{ resources = ["secrets"], provider = [{ key_arn = "arn:key" }] }] }
}

resource "aws_eks_cluster" "none" {
  expect_failure = true
  attrs          = { encryption_config = [] }
}

resource "aws_eks_cluster" "no_secrets" {
  expect_failure = true
  attrs          = { encryption_config = [{ resources = [], provider = [{ key_arn = "arn:key" }] }] }
}

resource "aws_eks_cluster" "no_key" {
  expect_failure = true
  attrs          = { encryption_config = [{ resources = ["secrets"], provider = [{ key_arn = null }] }] }
}

resource "aws_eks_cluster" "empty_key" {
  expect_failure = true
  attrs          = { encryption_config = [{ resources = ["secrets"], provider = [{ key_arn = "" }] }] }
}
