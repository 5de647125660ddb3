policytest {
  targets = ["aws-workspaces-volumes-encrypted.policy.hcl"]
}

resource "aws_workspaces_workspace" "both" {
  attrs = { root_volume_encryption_enabled = true, user_volume_encryption_enabled = true }
}

resource "aws_workspaces_workspace" "root_only" {
  expect_failure = true
  attrs          = { root_volume_encryption_enabled = true, user_volume_encryption_enabled = false }
}

resource "aws_workspaces_workspace" "user_only" {
  expect_failure = true
  attrs          = { root_volume_encryption_enabled = false, user_volume_encryption_enabled = true }
}

resource "aws_workspaces_workspace" "null" {
  expect_failure = true
  attrs          = { root_volume_encryption_enabled = null, user_volume_encryption_enabled = null }
}
