policytest {
  targets = ["aws-eks-public-access-cidrs.policy.hcl"]
}

resource "aws_eks_cluster" "private" {
  attrs = { vpc_config = [{ endpoint_public_access = false, public_access_cidrs = ["0.0.0.0/0"] }] }
}

resource "aws_eks_cluster" "known" {
  attrs = { vpc_config = [{ endpoint_public_access = true, public_access_cidrs = ["203.0.113.0/24"] }] }
}

resource "aws_eks_cluster" "v6" {
  attrs = { vpc_config = [{ endpoint_public_access = true, public_access_cidrs = ["203.0.113.0/24", "2001:db8::/32"] }] }
}

resource "aws_eks_cluster" "no_vpc_config" {
  attrs = { vpc_config = [] }
}

resource "aws_eks_cluster" "open" {
  expect_failure = true
  attrs          = { vpc_config = [{ endpoint_public_access = true, public_access_cidrs = ["0.0.0.0/0"] }] }
}

resource "aws_eks_cluster" "among_others" {
  expect_failure = true
  attrs          = { vpc_config = [{ endpoint_public_access = null, public_access_cidrs = ["203.0.113.0/24", "0.0.0.0/0"] }] }
}

resource "aws_eks_cluster" "open_v6" {
  expect_failure = true
  attrs          = { vpc_config = [{ endpoint_public_access = true, public_access_cidrs = ["::/0"] }] }
}

resource "aws_eks_cluster" "two_halves" {
  expect_failure = true
  attrs          = { vpc_config = [{ endpoint_public_access = true, public_access_cidrs = ["0.0.0.0/1", "128.0.0.0/1"] }] }
}

resource "aws_eks_cluster" "null" {
  expect_failure = true
  attrs          = { vpc_config = [{ endpoint_public_access = true, public_access_cidrs = null }] }
}

resource "aws_eks_cluster" "empty" {
  expect_failure = true
  attrs          = { vpc_config = [{ endpoint_public_access = null, public_access_cidrs = [] }] }
}
