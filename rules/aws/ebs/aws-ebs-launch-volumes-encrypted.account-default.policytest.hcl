policytest {
  targets = ["aws-ebs-launch-volumes-encrypted.policy.hcl"]
}

# The account encrypts what nobody asked to.
resource "aws_ebs_encryption_by_default" "on" {
  skip  = true
  attrs = { enabled = true }
}

resource "aws_instance" "off" {
  attrs = { root_block_device = [{ encrypted = false }], ebs_block_device = [], launch_template = [] }
}

resource "aws_instance" "none" {
  attrs = { root_block_device = [], ebs_block_device = [], launch_template = [] }
}

resource "aws_launch_configuration" "lc" {
  attrs = { root_block_device = [], ebs_block_device = [] }
}

resource "aws_launch_template" "plain" {
  attrs = { block_device_mappings = [{ ebs = [{ encrypted = null, snapshot_id = null }] }] }
}

resource "aws_spot_fleet_request" "fleet" {
  attrs = { launch_specification = [{ root_block_device = [], ebs_block_device = [] }] }
}
