policytest {
  targets = ["aws-efs-encrypted.policy.hcl"]
}

resource "aws_efs_replication_configuration" "r" {
  skip  = true
  attrs = { source_file_system_id = "fs-1", destination = [{ file_system_id = "fs-2" }] }
}

resource "aws_efs_file_system" "on" {
  attrs = { id = "fs-1", encrypted = true }
}

resource "aws_efs_file_system" "destination" {
  attrs = { id = "fs-2", encrypted = false }
}

resource "aws_efs_file_system" "off" {
  expect_failure = true
  attrs          = { id = "fs-3", encrypted = false }
}

resource "aws_efs_file_system" "null" {
  expect_failure = true
  attrs          = { id = "fs-4", encrypted = null }
}
