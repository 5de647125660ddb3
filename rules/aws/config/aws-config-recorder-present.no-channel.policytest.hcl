policytest {
  targets = ["aws-config-recorder-present.policy.hcl"]
}

resource "aws_config_configuration_recorder_status" "on" {
  skip  = true
  attrs = { name = "on", is_enabled = true }
}

resource "aws_config_configuration_recorder" "no_channel" {
  expect_failure = true
  attrs          = { name = "on" }
}
