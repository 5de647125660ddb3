policytest {
  targets = ["aws-kms-key-deletion-window.policy.hcl"]
}

resource "aws_kms_key" "boundary" {
  attrs = { deletion_window_in_days = 14 }
}

# Unset is 30.
resource "aws_kms_key" "null" {
  attrs = { deletion_window_in_days = null }
}

resource "aws_kms_key" "longest" {
  attrs = { deletion_window_in_days = 30 }
}

resource "aws_kms_key" "below" {
  expect_failure = true
  attrs          = { deletion_window_in_days = 13 }
}

resource "aws_kms_key" "looser_input" {
  inputs {
    aws-kms-key-deletion-window-days = 7
  }

  attrs = { deletion_window_in_days = 7 }
}

resource "aws_kms_external_key" "unset" {
  attrs = { deletion_window_in_days = 30 }
}

resource "aws_kms_external_key" "shortest" {
  expect_failure = true
  attrs          = { deletion_window_in_days = 7 }
}

resource "aws_kms_replica_key" "unset" {
  attrs = { deletion_window_in_days = 30 }
}

resource "aws_kms_replica_key" "shortest" {
  expect_failure = true
  attrs          = { deletion_window_in_days = 7 }
}

resource "aws_kms_replica_external_key" "unset" {
  attrs = { deletion_window_in_days = 30 }
}

resource "aws_kms_replica_external_key" "shortest" {
  expect_failure = true
  attrs          = { deletion_window_in_days = 7 }
}
