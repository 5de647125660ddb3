policytest {
  targets = ["aws-config-recorder-complete.policy.hcl"]
}

# No recorder of this file has the global types.
resource "aws_config_configuration_recorder_status" "on" {
  attrs = { name = "on", is_enabled = true }
}

resource "aws_config_configuration_recorder" "unset" {
  expect_failure = true
  attrs          = { name = "on", recording_group = [{ all_supported = null, include_global_resource_types = null, recording_strategy = [], exclusion_by_resource_types = [], resource_types = null }] }
}

resource "aws_config_configuration_recorder" "off" {
  expect_failure = true
  attrs          = { name = "on", recording_group = [{ all_supported = true, include_global_resource_types = false, recording_strategy = [], exclusion_by_resource_types = [], resource_types = null }] }
}

resource "aws_config_configuration_recorder" "no_group" {
  expect_failure = true
  attrs          = { name = "on", recording_group = [] }
}
