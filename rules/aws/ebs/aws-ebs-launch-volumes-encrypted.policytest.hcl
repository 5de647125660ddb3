policytest {
  targets = ["aws-ebs-launch-volumes-encrypted.policy.hcl"]
}

resource "aws_launch_template" "encrypts" {
  attrs = { id = "lt-1", name = "encrypts", block_device_mappings = [{ ebs = [{ encrypted = "true", snapshot_id = null }] }] }
}

# The AMI decides.
resource "aws_launch_template" "no_mapping" {
  attrs = { id = "lt-3", name = "none", block_device_mappings = [] }
}

resource "aws_launch_template" "instance_store" {
  attrs = { id = "lt-4", name = "store", block_device_mappings = [{ virtual_name = "ephemeral0", ebs = [] }] }
}

resource "aws_launch_template" "of_snapshot" {
  attrs = { id = "lt-5", name = "snapshot", block_device_mappings = [{ ebs = [{ encrypted = null, snapshot_id = "snap-1" }] }] }
}

resource "aws_launch_template" "plain" {
  expect_failure = true
  attrs          = { id = "lt-2", name = "plain", block_device_mappings = [{ ebs = [{ encrypted = null, snapshot_id = null }] }] }
}

resource "aws_launch_template" "second_plain" {
  expect_failure = true
  attrs          = { id = "lt-6", name = "second", block_device_mappings = [{ ebs = [{ encrypted = "true", snapshot_id = null }] }, { ebs = [{ encrypted = "false", snapshot_id = null }] }] }
}

resource "aws_instance" "encrypted" {
  attrs = { root_block_device = [{ encrypted = true }], ebs_block_device = [], launch_template = [] }
}

resource "aws_instance" "all_encrypted" {
  attrs = { root_block_device = [{ encrypted = true }], ebs_block_device = [{ device_name = "/dev/sdb", encrypted = true, snapshot_id = null }], launch_template = [] }
}

resource "aws_instance" "of_snapshot" {
  attrs = { root_block_device = [{ encrypted = true }], ebs_block_device = [{ device_name = "/dev/sdb", encrypted = null, snapshot_id = "snap-1" }], launch_template = [] }
}

resource "aws_instance" "by_template" {
  attrs = { root_block_device = [], ebs_block_device = [], launch_template = [{ id = "lt-1", name = null }] }
}

resource "aws_instance" "by_template_name" {
  attrs = { root_block_device = [], ebs_block_device = [], launch_template = [{ id = null, name = "encrypts" }] }
}

# No verdict.
resource "aws_instance" "template_elsewhere" {
  attrs = { root_block_device = [], ebs_block_device = [], launch_template = [{ id = "lt-elsewhere", name = null }] }
}

resource "aws_instance" "no_root" {
  expect_failure = true
  attrs          = { root_block_device = [], ebs_block_device = [], launch_template = [] }
}

resource "aws_instance" "root_off" {
  expect_failure = true
  attrs          = { root_block_device = [{ encrypted = false }], ebs_block_device = [], launch_template = [] }
}

resource "aws_instance" "root_null" {
  expect_failure = true
  attrs          = { root_block_device = [{ encrypted = null }], ebs_block_device = [], launch_template = [] }
}

resource "aws_instance" "device_off" {
  expect_failure = true
  attrs          = { root_block_device = [{ encrypted = true }], ebs_block_device = [{ device_name = "/dev/sdb", encrypted = false, snapshot_id = null }], launch_template = [] }
}

resource "aws_instance" "device_null" {
  expect_failure = true
  attrs          = { root_block_device = [{ encrypted = true }], ebs_block_device = [{ device_name = "/dev/sdb", encrypted = null, snapshot_id = null }], launch_template = [] }
}

resource "aws_instance" "plain_template" {
  expect_failure = true
  attrs          = { root_block_device = [], ebs_block_device = [], launch_template = [{ id = "lt-2", name = null }] }
}

# What the instance says wins.
resource "aws_instance" "overridden" {
  expect_failure = true
  attrs          = { root_block_device = [{ encrypted = false }], ebs_block_device = [], launch_template = [{ id = "lt-1", name = null }] }
}

resource "aws_spot_instance_request" "spot" {
  attrs = { root_block_device = [{ encrypted = true }], ebs_block_device = [], launch_template = [] }
}

resource "aws_spot_instance_request" "spot_no_root" {
  expect_failure = true
  attrs          = { root_block_device = [], ebs_block_device = [], launch_template = [] }
}

resource "aws_launch_configuration" "lc" {
  attrs = { root_block_device = [{ encrypted = true }], ebs_block_device = [{ encrypted = true, no_device = false, snapshot_id = null }, { encrypted = null, no_device = true, snapshot_id = null }] }
}

resource "aws_launch_configuration" "lc_no_root" {
  expect_failure = true
  attrs          = { root_block_device = [], ebs_block_device = [] }
}

resource "aws_launch_configuration" "lc_device" {
  expect_failure = true
  attrs          = { root_block_device = [{ encrypted = true }], ebs_block_device = [{ encrypted = null, no_device = null, snapshot_id = null }] }
}

resource "aws_spot_fleet_request" "fleet" {
  attrs = { launch_specification = [{ root_block_device = [{ encrypted = true }], ebs_block_device = [] }] }
}

# Its launch template is judged.
resource "aws_spot_fleet_request" "fleet_template" {
  attrs = { launch_specification = [] }
}

resource "aws_spot_fleet_request" "fleet_no_root" {
  expect_failure = true
  attrs          = { launch_specification = [{ root_block_device = [], ebs_block_device = [] }] }
}

resource "aws_spot_fleet_request" "fleet_device" {
  expect_failure = true
  attrs          = { launch_specification = [{ root_block_device = [{ encrypted = true }], ebs_block_device = [{ device_name = "/dev/sdb", encrypted = false, snapshot_id = null }] }] }
}
