policytest {
  targets = ["aws-ec2-imdsv2-required.policy.hcl"]
}

resource "aws_ec2_instance_metadata_defaults" "required" {
  attrs = { http_tokens = "required" }
}

resource "aws_instance" "none" {
  attrs = { metadata_options = [], launch_template = [] }
}

resource "aws_instance" "null" {
  attrs = { metadata_options = [{ http_tokens = null, http_endpoint = null }], launch_template = [] }
}

# What the instance says wins.
resource "aws_instance" "optional" {
  expect_failure = true
  attrs          = { metadata_options = [{ http_tokens = "optional", http_endpoint = null }], launch_template = [] }
}

resource "aws_launch_template" "none" {
  attrs = { id = "lt-1", name = "none", metadata_options = [] }
}

resource "aws_launch_template" "optional" {
  expect_failure = true
  attrs          = { id = "lt-2", name = "optional", metadata_options = [{ http_tokens = "optional", http_endpoint = null }] }
}

resource "aws_launch_configuration" "lc" {
  expect_failure = true
  attrs          = { metadata_options = [] }
}
