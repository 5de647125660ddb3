policytest {
  targets = ["aws-dms-instance-not-public.policy.hcl"]
}

resource "aws_dms_replication_instance" "private" {
  attrs = { publicly_accessible = false }
}

# The provider sends false.
resource "aws_dms_replication_instance" "null" {
  attrs = { publicly_accessible = null }
}

resource "aws_dms_replication_instance" "public" {
  expect_failure = true
  attrs          = { publicly_accessible = true }
}

resource "aws_dms_instance_profile" "public" {
  expect_failure = true
  attrs          = { publicly_accessible = true }
}

resource "aws_dms_instance_profile" "private" {
  attrs = { publicly_accessible = false }
}

resource "aws_dms_instance_profile" "unset" {
  attrs = { publicly_accessible = null }
}
