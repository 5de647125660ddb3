policytest {
  targets = ["aws-ec2-imdsv2-required.policy.hcl"]
}

resource "aws_launch_template" "required" {
  attrs = { id = "lt-1", name = "required", metadata_options = [{ http_tokens = "required", http_endpoint = null }] }
}

resource "aws_launch_template" "disabled" {
  attrs = { id = "lt-3", name = "disabled", metadata_options = [{ http_tokens = "optional", http_endpoint = "disabled" }] }
}

resource "aws_launch_template" "optional" {
  expect_failure = true
  attrs          = { id = "lt-2", name = "optional", metadata_options = [{ http_tokens = "optional", http_endpoint = null }] }
}

resource "aws_launch_template" "none" {
  expect_failure = true
  attrs          = { id = "lt-4", name = "none", metadata_options = [] }
}

resource "aws_launch_template" "null" {
  expect_failure = true
  attrs          = { id = "lt-5", name = "null", metadata_options = [{ http_tokens = null, http_endpoint = null }] }
}

resource "aws_instance" "required" {
  attrs = { metadata_options = [{ http_tokens = "required", http_endpoint = "enabled" }], launch_template = [] }
}

resource "aws_instance" "disabled" {
  attrs = { metadata_options = [{ http_tokens = "optional", http_endpoint = "disabled" }], launch_template = [] }
}

resource "aws_instance" "by_template" {
  attrs = { metadata_options = [], launch_template = [{ id = "lt-1", name = null }] }
}

resource "aws_instance" "by_template_name" {
  attrs = { metadata_options = [{ http_tokens = null, http_endpoint = null }], launch_template = [{ id = null, name = "required" }] }
}

# No verdict.
resource "aws_instance" "template_elsewhere" {
  attrs = { metadata_options = [], launch_template = [{ id = "lt-elsewhere", name = null }] }
}

resource "aws_instance" "optional" {
  expect_failure = true
  attrs          = { metadata_options = [{ http_tokens = "optional", http_endpoint = null }], launch_template = [] }
}

resource "aws_instance" "none" {
  expect_failure = true
  attrs          = { metadata_options = [], launch_template = [] }
}

resource "aws_instance" "null" {
  expect_failure = true
  attrs          = { metadata_options = [{ http_tokens = null, http_endpoint = "enabled" }], launch_template = [] }
}

# What the instance says wins.
resource "aws_instance" "overridden" {
  expect_failure = true
  attrs          = { metadata_options = [{ http_tokens = "optional", http_endpoint = null }], launch_template = [{ id = "lt-1", name = null }] }
}

resource "aws_instance" "optional_template" {
  expect_failure = true
  attrs          = { metadata_options = [], launch_template = [{ id = "lt-2", name = null }] }
}

resource "aws_spot_instance_request" "spot" {
  attrs = { metadata_options = [{ http_tokens = "required", http_endpoint = null }], launch_template = [] }
}

resource "aws_spot_instance_request" "spot_template" {
  attrs = { metadata_options = [], launch_template = [{ id = "lt-1", name = null }] }
}

resource "aws_spot_instance_request" "spot_none" {
  expect_failure = true
  attrs          = { metadata_options = [], launch_template = [] }
}

resource "aws_launch_configuration" "lc" {
  attrs = { metadata_options = [{ http_tokens = "required", http_endpoint = null }] }
}

resource "aws_launch_configuration" "lc_disabled" {
  attrs = { metadata_options = [{ http_tokens = null, http_endpoint = "disabled" }] }
}

resource "aws_launch_configuration" "lc_none" {
  expect_failure = true
  attrs          = { metadata_options = [] }
}

resource "aws_launch_configuration" "lc_optional" {
  expect_failure = true
  attrs          = { metadata_options = [{ http_tokens = "optional", http_endpoint = null }] }
}

resource "aws_ec2_instance_metadata_defaults" "no_preference" {
  attrs = { http_tokens = "no-preference" }
}

resource "aws_ec2_instance_metadata_defaults" "account_optional" {
  expect_failure = true
  attrs          = { http_tokens = "optional" }
}
