policytest {
  targets = ["aws-dax-encrypted.policy.hcl"]
}

resource "aws_dax_cluster" "on" {
  attrs = { server_side_encryption = [{ enabled = true }] }
}

resource "aws_dax_cluster" "none" {
  expect_failure = true
  attrs          = { server_side_encryption = [] }
}

resource "aws_dax_cluster" "off" {
  expect_failure = true
  attrs          = { server_side_encryption = [{ enabled = false }] }
}

resource "aws_dax_cluster" "null" {
  expect_failure = true
  attrs          = { server_side_encryption = [{ enabled = null }] }
}
