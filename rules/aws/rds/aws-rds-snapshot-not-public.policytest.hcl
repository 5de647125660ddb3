policytest {
  targets = ["aws-rds-snapshot-not-public.policy.hcl"]
}

resource "aws_db_snapshot" "null" {
  attrs = { shared_accounts = null }
}

resource "aws_db_snapshot" "none" {
  attrs = { shared_accounts = [] }
}

resource "aws_db_snapshot" "account" {
  attrs = { shared_accounts = ["123456789012"] }
}

resource "aws_db_snapshot" "all" {
  expect_failure = true
  attrs          = { shared_accounts = ["all"] }
}

resource "aws_db_snapshot" "all_among_others" {
  expect_failure = true
  attrs          = { shared_accounts = ["123456789012", "all"] }
}

resource "aws_db_cluster_snapshot" "null" {
  attrs = { shared_accounts = null }
}

resource "aws_db_cluster_snapshot" "none" {
  attrs = { shared_accounts = [] }
}

resource "aws_db_cluster_snapshot" "account" {
  attrs = { shared_accounts = ["123456789012"] }
}

resource "aws_db_cluster_snapshot" "all" {
  expect_failure = true
  attrs          = { shared_accounts = ["all"] }
}

resource "aws_db_cluster_snapshot" "all_among_others" {
  expect_failure = true
  attrs          = { shared_accounts = ["123456789012", "all"] }
}

resource "aws_db_snapshot_copy" "null" {
  attrs = { shared_accounts = null }
}

resource "aws_db_snapshot_copy" "none" {
  attrs = { shared_accounts = [] }
}

resource "aws_db_snapshot_copy" "account" {
  attrs = { shared_accounts = ["123456789012"] }
}

resource "aws_db_snapshot_copy" "all" {
  expect_failure = true
  attrs          = { shared_accounts = ["all"] }
}

resource "aws_db_snapshot_copy" "all_among_others" {
  expect_failure = true
  attrs          = { shared_accounts = ["123456789012", "all"] }
}

resource "aws_rds_cluster_snapshot_copy" "null" {
  attrs = { shared_accounts = null }
}

resource "aws_rds_cluster_snapshot_copy" "none" {
  attrs = { shared_accounts = [] }
}

resource "aws_rds_cluster_snapshot_copy" "account" {
  attrs = { shared_accounts = ["123456789012"] }
}

resource "aws_rds_cluster_snapshot_copy" "all" {
  expect_failure = true
  attrs          = { shared_accounts = ["all"] }
}

resource "aws_rds_cluster_snapshot_copy" "all_among_others" {
  expect_failure = true
  attrs          = { shared_accounts = ["123456789012", "all"] }
}
