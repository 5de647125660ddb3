policytest {
  targets = ["aws-rds-no-vulnerable-postgres.policy.hcl"]
}

resource "aws_db_instance" "postgres_16_4" {
  attrs = { engine = "postgres", engine_version = "16.4" }
}

resource "aws_db_instance" "postgres_14_0" {
  attrs = { engine = "postgres", engine_version = "14.0" }
}

resource "aws_db_instance" "postgres_13_3" {
  attrs = { engine = "postgres", engine_version = "13.3" }
}

resource "aws_db_instance" "postgres_13_2" {
  expect_failure = true
  attrs          = { engine = "postgres", engine_version = "13.2" }
}

resource "aws_db_instance" "postgres_12_7" {
  attrs = { engine = "postgres", engine_version = "12.7" }
}

resource "aws_db_instance" "postgres_12_6" {
  expect_failure = true
  attrs          = { engine = "postgres", engine_version = "12.6" }
}

resource "aws_db_instance" "postgres_11_12" {
  attrs = { engine = "postgres", engine_version = "11.12" }
}

resource "aws_db_instance" "postgres_11_9" {
  expect_failure = true
  attrs          = { engine = "postgres", engine_version = "11.9" }
}

resource "aws_db_instance" "postgres_10_17" {
  attrs = { engine = "postgres", engine_version = "10.17" }
}

resource "aws_db_instance" "postgres_10_16" {
  expect_failure = true
  attrs          = { engine = "postgres", engine_version = "10.16" }
}

resource "aws_db_instance" "postgres_9_6_22" {
  attrs = { engine = "postgres", engine_version = "9.6.22" }
}

resource "aws_db_instance" "postgres_9_6_21" {
  expect_failure = true
  attrs          = { engine = "postgres", engine_version = "9.6.21" }
}

resource "aws_db_instance" "postgres_9_5" {
  expect_failure = true
  attrs          = { engine = "postgres", engine_version = "9.5.25" }
}

resource "aws_db_instance" "postgres_major_only" {
  attrs = { engine = "postgres", engine_version = "13" }
}

resource "aws_db_instance" "postgres_series_only" {
  attrs = { engine = "postgres", engine_version = "9.6" }
}

resource "aws_db_instance" "postgres_null" {
  attrs = { engine = "postgres", engine_version = null }
}

resource "aws_db_instance" "postgres_suffix" {
  expect_failure = true
  attrs          = { engine = "postgres", engine_version = "13.2-R1" }
}

resource "aws_db_instance" "aurora_12_4" {
  attrs = { engine = "aurora-postgresql", engine_version = "12.4" }
}

resource "aws_db_instance" "aurora_16_2" {
  attrs = { engine = "aurora-postgresql", engine_version = "16.2" }
}

resource "aws_db_instance" "aurora_11_9" {
  attrs = { engine = "aurora-postgresql", engine_version = "11.9" }
}

resource "aws_db_instance" "aurora_11_8" {
  expect_failure = true
  attrs          = { engine = "aurora-postgresql", engine_version = "11.8" }
}

resource "aws_db_instance" "aurora_11_6" {
  expect_failure = true
  attrs          = { engine = "aurora-postgresql", engine_version = "11.6" }
}

resource "aws_db_instance" "aurora_10_14" {
  attrs = { engine = "aurora-postgresql", engine_version = "10.14" }
}

resource "aws_db_instance" "aurora_10_13" {
  expect_failure = true
  attrs          = { engine = "aurora-postgresql", engine_version = "10.13" }
}

resource "aws_db_instance" "aurora_10_11" {
  expect_failure = true
  attrs          = { engine = "aurora-postgresql", engine_version = "10.11" }
}

resource "aws_db_instance" "aurora_major_only" {
  attrs = { engine = "aurora-postgresql", engine_version = "11" }
}

resource "aws_db_instance" "aurora_null" {
  attrs = { engine = "aurora-postgresql", engine_version = null }
}

resource "aws_db_instance" "mysql" {
  attrs = { engine = "mysql", engine_version = "5.7.44" }
}

resource "aws_db_instance" "null_engine" {
  attrs = { engine = null, engine_version = "13.2" }
}

resource "aws_rds_cluster" "postgres_16_4" {
  attrs = { engine = "postgres", engine_version = "16.4" }
}

resource "aws_rds_cluster" "postgres_14_0" {
  attrs = { engine = "postgres", engine_version = "14.0" }
}

resource "aws_rds_cluster" "postgres_13_3" {
  attrs = { engine = "postgres", engine_version = "13.3" }
}

resource "aws_rds_cluster" "postgres_13_2" {
  expect_failure = true
  attrs          = { engine = "postgres", engine_version = "13.2" }
}

resource "aws_rds_cluster" "postgres_12_7" {
  attrs = { engine = "postgres", engine_version = "12.7" }
}

resource "aws_rds_cluster" "postgres_12_6" {
  expect_failure = true
  attrs          = { engine = "postgres", engine_version = "12.6" }
}

resource "aws_rds_cluster" "postgres_11_12" {
  attrs = { engine = "postgres", engine_version = "11.12" }
}

resource "aws_rds_cluster" "postgres_11_9" {
  expect_failure = true
  attrs          = { engine = "postgres", engine_version = "11.9" }
}

resource "aws_rds_cluster" "postgres_10_17" {
  attrs = { engine = "postgres", engine_version = "10.17" }
}

resource "aws_rds_cluster" "postgres_10_16" {
  expect_failure = true
  attrs          = { engine = "postgres", engine_version = "10.16" }
}

resource "aws_rds_cluster" "postgres_9_6_22" {
  attrs = { engine = "postgres", engine_version = "9.6.22" }
}

resource "aws_rds_cluster" "postgres_9_6_21" {
  expect_failure = true
  attrs          = { engine = "postgres", engine_version = "9.6.21" }
}

resource "aws_rds_cluster" "postgres_9_5" {
  expect_failure = true
  attrs          = { engine = "postgres", engine_version = "9.5.25" }
}

resource "aws_rds_cluster" "postgres_major_only" {
  attrs = { engine = "postgres", engine_version = "13" }
}

resource "aws_rds_cluster" "postgres_series_only" {
  attrs = { engine = "postgres", engine_version = "9.6" }
}

resource "aws_rds_cluster" "postgres_null" {
  attrs = { engine = "postgres", engine_version = null }
}

resource "aws_rds_cluster" "postgres_suffix" {
  expect_failure = true
  attrs          = { engine = "postgres", engine_version = "13.2-R1" }
}

resource "aws_rds_cluster" "aurora_12_4" {
  attrs = { engine = "aurora-postgresql", engine_version = "12.4" }
}

resource "aws_rds_cluster" "aurora_16_2" {
  attrs = { engine = "aurora-postgresql", engine_version = "16.2" }
}

resource "aws_rds_cluster" "aurora_11_9" {
  attrs = { engine = "aurora-postgresql", engine_version = "11.9" }
}

resource "aws_rds_cluster" "aurora_11_8" {
  expect_failure = true
  attrs          = { engine = "aurora-postgresql", engine_version = "11.8" }
}

resource "aws_rds_cluster" "aurora_11_6" {
  expect_failure = true
  attrs          = { engine = "aurora-postgresql", engine_version = "11.6" }
}

resource "aws_rds_cluster" "aurora_10_14" {
  attrs = { engine = "aurora-postgresql", engine_version = "10.14" }
}

resource "aws_rds_cluster" "aurora_10_13" {
  expect_failure = true
  attrs          = { engine = "aurora-postgresql", engine_version = "10.13" }
}

resource "aws_rds_cluster" "aurora_10_11" {
  expect_failure = true
  attrs          = { engine = "aurora-postgresql", engine_version = "10.11" }
}

resource "aws_rds_cluster" "aurora_major_only" {
  attrs = { engine = "aurora-postgresql", engine_version = "11" }
}

resource "aws_rds_cluster" "aurora_null" {
  attrs = { engine = "aurora-postgresql", engine_version = null }
}

resource "aws_rds_cluster" "mysql" {
  attrs = { engine = "mysql", engine_version = "5.7.44" }
}

resource "aws_rds_cluster" "null_engine" {
  attrs = { engine = null, engine_version = "13.2" }
}

resource "aws_rds_cluster_instance" "postgres_16_4" {
  attrs = { engine = "postgres", engine_version = "16.4" }
}

resource "aws_rds_cluster_instance" "postgres_14_0" {
  attrs = { engine = "postgres", engine_version = "14.0" }
}

resource "aws_rds_cluster_instance" "postgres_13_3" {
  attrs = { engine = "postgres", engine_version = "13.3" }
}

resource "aws_rds_cluster_instance" "postgres_13_2" {
  expect_failure = true
  attrs          = { engine = "postgres", engine_version = "13.2" }
}

resource "aws_rds_cluster_instance" "postgres_12_7" {
  attrs = { engine = "postgres", engine_version = "12.7" }
}

resource "aws_rds_cluster_instance" "postgres_12_6" {
  expect_failure = true
  attrs          = { engine = "postgres", engine_version = "12.6" }
}

resource "aws_rds_cluster_instance" "postgres_11_12" {
  attrs = { engine = "postgres", engine_version = "11.12" }
}

resource "aws_rds_cluster_instance" "postgres_11_9" {
  expect_failure = true
  attrs          = { engine = "postgres", engine_version = "11.9" }
}

resource "aws_rds_cluster_instance" "postgres_10_17" {
  attrs = { engine = "postgres", engine_version = "10.17" }
}

resource "aws_rds_cluster_instance" "postgres_10_16" {
  expect_failure = true
  attrs          = { engine = "postgres", engine_version = "10.16" }
}

resource "aws_rds_cluster_instance" "postgres_9_6_22" {
  attrs = { engine = "postgres", engine_version = "9.6.22" }
}

resource "aws_rds_cluster_instance" "postgres_9_6_21" {
  expect_failure = true
  attrs          = { engine = "postgres", engine_version = "9.6.21" }
}

resource "aws_rds_cluster_instance" "postgres_9_5" {
  expect_failure = true
  attrs          = { engine = "postgres", engine_version = "9.5.25" }
}

resource "aws_rds_cluster_instance" "postgres_major_only" {
  attrs = { engine = "postgres", engine_version = "13" }
}

resource "aws_rds_cluster_instance" "postgres_series_only" {
  attrs = { engine = "postgres", engine_version = "9.6" }
}

resource "aws_rds_cluster_instance" "postgres_null" {
  attrs = { engine = "postgres", engine_version = null }
}

resource "aws_rds_cluster_instance" "postgres_suffix" {
  expect_failure = true
  attrs          = { engine = "postgres", engine_version = "13.2-R1" }
}

resource "aws_rds_cluster_instance" "aurora_12_4" {
  attrs = { engine = "aurora-postgresql", engine_version = "12.4" }
}

resource "aws_rds_cluster_instance" "aurora_16_2" {
  attrs = { engine = "aurora-postgresql", engine_version = "16.2" }
}

resource "aws_rds_cluster_instance" "aurora_11_9" {
  attrs = { engine = "aurora-postgresql", engine_version = "11.9" }
}

resource "aws_rds_cluster_instance" "aurora_11_8" {
  expect_failure = true
  attrs          = { engine = "aurora-postgresql", engine_version = "11.8" }
}

resource "aws_rds_cluster_instance" "aurora_11_6" {
  expect_failure = true
  attrs          = { engine = "aurora-postgresql", engine_version = "11.6" }
}

resource "aws_rds_cluster_instance" "aurora_10_14" {
  attrs = { engine = "aurora-postgresql", engine_version = "10.14" }
}

resource "aws_rds_cluster_instance" "aurora_10_13" {
  expect_failure = true
  attrs          = { engine = "aurora-postgresql", engine_version = "10.13" }
}

resource "aws_rds_cluster_instance" "aurora_10_11" {
  expect_failure = true
  attrs          = { engine = "aurora-postgresql", engine_version = "10.11" }
}

resource "aws_rds_cluster_instance" "aurora_major_only" {
  attrs = { engine = "aurora-postgresql", engine_version = "11" }
}

resource "aws_rds_cluster_instance" "aurora_null" {
  attrs = { engine = "aurora-postgresql", engine_version = null }
}

resource "aws_rds_cluster_instance" "mysql" {
  attrs = { engine = "mysql", engine_version = "5.7.44" }
}

resource "aws_rds_cluster_instance" "null_engine" {
  attrs = { engine = null, engine_version = "13.2" }
}
