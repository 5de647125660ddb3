policytest {
  targets = ["aws-redshift-encrypted.policy.hcl"]
}

resource "aws_redshift_cluster" "on" {
  attrs = { encrypted = true }
}

# Version 6 of the provider has a string here.
resource "aws_redshift_cluster" "text" {
  attrs = { encrypted = "true" }
}

resource "aws_redshift_cluster" "off" {
  expect_failure = true
  attrs          = { encrypted = false }
}

resource "aws_redshift_cluster" "text_off" {
  expect_failure = true
  attrs          = { encrypted = "false" }
}

resource "aws_redshift_cluster" "null" {
  expect_failure = true
  attrs          = { encrypted = null }
}
