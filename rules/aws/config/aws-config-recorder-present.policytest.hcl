policytest {
  targets = ["aws-config-recorder-present.policy.hcl"]
}

resource "aws_config_delivery_channel" "main" {
  skip  = true
  attrs = { name = "main", s3_bucket_name = "config" }
}

resource "aws_config_configuration_recorder_status" "on" {
  skip  = true
  attrs = { name = "on", is_enabled = true }
}

resource "aws_config_configuration_recorder_status" "off" {
  skip  = true
  attrs = { name = "off", is_enabled = false }
}

resource "aws_config_configuration_recorder_status" "null" {
  skip  = true
  attrs = { name = "null", is_enabled = null }
}

resource "aws_config_configuration_recorder" "on" {
  attrs = { name = "on" }
}

resource "aws_config_configuration_recorder" "off" {
  expect_failure = true
  attrs          = { name = "off" }
}

resource "aws_config_configuration_recorder" "null" {
  expect_failure = true
  attrs          = { name = "null" }
}

resource "aws_config_configuration_recorder" "nobody" {
  expect_failure = true
  attrs          = { name = "nobody" }
}
