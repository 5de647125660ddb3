policytest {
  targets = ["aws-config-recorder-complete.policy.hcl"]
}

resource "aws_config_configuration_recorder_status" "on" {
  attrs = { name = "on", is_enabled = true }
}

resource "aws_config_configuration_recorder_status" "off" {
  expect_failure = true
  attrs          = { name = "off", is_enabled = false }
}

resource "aws_config_configuration_recorder_status" "null" {
  expect_failure = true
  attrs          = { name = "null", is_enabled = null }
}

resource "aws_config_configuration_recorder" "global" {
  attrs = { name = "on", recording_group = [{ all_supported = true, include_global_resource_types = true, recording_strategy = [], exclusion_by_resource_types = [], resource_types = null }] }
}

# Another recorder has the global types.
resource "aws_config_configuration_recorder" "regional" {
  attrs = { name = "on", recording_group = [{ all_supported = true, include_global_resource_types = false, recording_strategy = [], exclusion_by_resource_types = [], resource_types = null }] }
}

resource "aws_config_configuration_recorder" "unset" {
  attrs = { name = "on", recording_group = [{ all_supported = null, include_global_resource_types = null, recording_strategy = [], exclusion_by_resource_types = [], resource_types = null }] }
}

# All types is what AWS does.
resource "aws_config_configuration_recorder" "no_group" {
  attrs = { name = "on", recording_group = [] }
}

resource "aws_config_configuration_recorder" "strategy_all" {
  attrs = { name = "on", recording_group = [{ all_supported = true, include_global_resource_types = true, recording_strategy = [{ use_only = "ALL_SUPPORTED_RESOURCE_TYPES" }], exclusion_by_resource_types = [], resource_types = null }] }
}

resource "aws_config_configuration_recorder" "exclude_nothing" {
  attrs = { name = "on", recording_group = [{ all_supported = false, include_global_resource_types = null, recording_strategy = [{ use_only = "EXCLUSION_BY_RESOURCE_TYPES" }], exclusion_by_resource_types = [{ resource_types = [] }], resource_types = null }] }
}

# Reported at its status.
resource "aws_config_configuration_recorder" "stopped" {
  attrs = { name = "off", recording_group = [{ all_supported = true, include_global_resource_types = true, recording_strategy = [], exclusion_by_resource_types = [], resource_types = null }] }
}

resource "aws_config_configuration_recorder" "named_types" {
  expect_failure = true
  attrs          = { name = "on", recording_group = [{ all_supported = false, include_global_resource_types = null, recording_strategy = [], exclusion_by_resource_types = [], resource_types = null }] }
}

resource "aws_config_configuration_recorder" "inclusion" {
  expect_failure = true
  attrs          = { name = "on", recording_group = [{ all_supported = false, include_global_resource_types = null, recording_strategy = [{ use_only = "INCLUSION_BY_RESOURCE_TYPES" }], exclusion_by_resource_types = [], resource_types = null }] }
}

resource "aws_config_configuration_recorder" "exclusion" {
  expect_failure = true
  attrs          = { name = "on", recording_group = [{ all_supported = false, include_global_resource_types = null, recording_strategy = [{ use_only = "EXCLUSION_BY_RESOURCE_TYPES" }], exclusion_by_resource_types = [{ resource_types = ["AWS::EC2::Instance"] }], resource_types = null }] }
}

resource "aws_config_configuration_recorder" "never_started" {
  expect_failure = true
  attrs          = { name = "nobody", recording_group = [{ all_supported = true, include_global_resource_types = true, recording_strategy = [], exclusion_by_resource_types = [], resource_types = null }] }
}
