policytest {
  targets = ["aws-rds-transport-encrypted.policy.hcl"]
}

resource "aws_db_parameter_group" "pg_on" {
  skip  = true
  attrs = { name = "pg-on", family = "postgres14", parameter = [{ name = "rds.force_ssl", value = "1" }] }
}

resource "aws_db_instance" "pg_on" {
  attrs = { engine = null, engine_version = null, parameter_group_name = "pg-on", replicate_source_db = null }
}

resource "aws_db_parameter_group" "pg_off" {
  skip  = true
  attrs = { name = "pg-off", family = "postgres14", parameter = [{ name = "rds.force_ssl", value = "0" }] }
}

resource "aws_db_instance" "pg_off" {
  expect_failure = true
  attrs          = { engine = null, engine_version = null, parameter_group_name = "pg-off", replicate_source_db = null }
}

resource "aws_db_parameter_group" "pg_none" {
  skip  = true
  attrs = { name = "pg-none", family = "postgres14", parameter = [{ name = "log_connections", value = "1" }] }
}

resource "aws_db_instance" "pg_none" {
  expect_failure = true
  attrs          = { engine = null, engine_version = null, parameter_group_name = "pg-none", replicate_source_db = null }
}

resource "aws_db_parameter_group" "pg_new_none" {
  skip  = true
  attrs = { name = "pg-new-none", family = "postgres15", parameter = [{ name = "log_connections", value = "1" }] }
}

resource "aws_db_instance" "pg_new_none" {
  attrs = { engine = null, engine_version = null, parameter_group_name = "pg-new-none", replicate_source_db = null }
}

resource "aws_db_parameter_group" "pg_new_on" {
  skip  = true
  attrs = { name = "pg-new-on", family = "postgres15", parameter = [{ name = "rds.force_ssl", value = "1" }] }
}

resource "aws_db_instance" "pg_new_on" {
  attrs = { engine = null, engine_version = null, parameter_group_name = "pg-new-on", replicate_source_db = null }
}

resource "aws_db_parameter_group" "pg_new_off" {
  skip  = true
  attrs = { name = "pg-new-off", family = "postgres15", parameter = [{ name = "rds.force_ssl", value = "0" }] }
}

resource "aws_db_instance" "pg_new_off" {
  expect_failure = true
  attrs          = { engine = null, engine_version = null, parameter_group_name = "pg-new-off", replicate_source_db = null }
}

resource "aws_db_parameter_group" "my_on" {
  skip  = true
  attrs = { name = "my-on", family = "mysql8.0", parameter = [{ name = "require_secure_transport", value = "1" }] }
}

resource "aws_db_instance" "my_on" {
  attrs = { engine = null, engine_version = null, parameter_group_name = "my-on", replicate_source_db = null }
}

resource "aws_db_parameter_group" "my_text" {
  skip  = true
  attrs = { name = "my-text", family = "mysql8.0", parameter = [{ name = "require_secure_transport", value = "ON" }] }
}

resource "aws_db_instance" "my_text" {
  attrs = { engine = null, engine_version = null, parameter_group_name = "my-text", replicate_source_db = null }
}

resource "aws_db_parameter_group" "my_off" {
  skip  = true
  attrs = { name = "my-off", family = "mysql8.0", parameter = [{ name = "require_secure_transport", value = "OFF" }] }
}

resource "aws_db_instance" "my_off" {
  expect_failure = true
  attrs          = { engine = null, engine_version = null, parameter_group_name = "my-off", replicate_source_db = null }
}

resource "aws_db_parameter_group" "my_none" {
  skip  = true
  attrs = { name = "my-none", family = "mysql8.0", parameter = [{ name = "log_connections", value = "1" }] }
}

resource "aws_db_instance" "my_none" {
  expect_failure = true
  attrs          = { engine = null, engine_version = null, parameter_group_name = "my-none", replicate_source_db = null }
}

resource "aws_db_parameter_group" "my_other" {
  skip  = true
  attrs = { name = "my-other", family = "mysql8.0", parameter = [{ name = "rds.force_ssl", value = "1" }] }
}

resource "aws_db_instance" "my_other" {
  expect_failure = true
  attrs          = { engine = null, engine_version = null, parameter_group_name = "my-other", replicate_source_db = null }
}

resource "aws_db_parameter_group" "other_family" {
  skip  = true
  attrs = { name = "other-family", family = "oracle-ee-19", parameter = [{ name = "log_connections", value = "1" }] }
}

resource "aws_db_instance" "other_family" {
  attrs = { engine = null, engine_version = null, parameter_group_name = "other-family", replicate_source_db = null }
}

resource "aws_db_parameter_group" "mariadb" {
  skip  = true
  attrs = { name = "mariadb", family = "mariadb10.11", parameter = [{ name = "require_secure_transport", value = "0" }] }
}

resource "aws_db_instance" "mariadb" {
  expect_failure = true
  attrs          = { engine = null, engine_version = null, parameter_group_name = "mariadb", replicate_source_db = null }
}

resource "aws_db_parameter_group" "sqlserver" {
  skip  = true
  attrs = { name = "sqlserver", family = "sqlserver-se-15.0", parameter = [{ name = "rds.force_ssl", value = "1" }] }
}

resource "aws_db_instance" "sqlserver" {
  attrs = { engine = null, engine_version = null, parameter_group_name = "sqlserver", replicate_source_db = null }
}

resource "aws_db_parameter_group" "sqlserver_none" {
  skip  = true
  attrs = { name = "sqlserver-none", family = "sqlserver-se-15.0", parameter = [{ name = "log_connections", value = "1" }] }
}

resource "aws_db_instance" "sqlserver_none" {
  expect_failure = true
  attrs          = { engine = null, engine_version = null, parameter_group_name = "sqlserver-none", replicate_source_db = null }
}

resource "aws_db_parameter_group" "db2" {
  skip  = true
  attrs = { name = "db2", family = "db2-se-11.5", parameter = [{ name = "db2comm", value = "SSL" }] }
}

resource "aws_db_instance" "db2" {
  attrs = { engine = null, engine_version = null, parameter_group_name = "db2", replicate_source_db = null }
}

resource "aws_db_parameter_group" "db2_both" {
  skip  = true
  attrs = { name = "db2-both", family = "db2-se-11.5", parameter = [{ name = "db2comm", value = "SSL,TCPIP" }] }
}

resource "aws_db_instance" "db2_both" {
  expect_failure = true
  attrs          = { engine = null, engine_version = null, parameter_group_name = "db2-both", replicate_source_db = null }
}

resource "aws_db_instance" "default_null" {
  expect_failure = true
  attrs          = { engine = "postgres", engine_version = "14.4", parameter_group_name = null, replicate_source_db = null }
}

resource "aws_db_instance" "default_named" {
  expect_failure = true
  attrs          = { engine = "postgres", engine_version = "14.4", parameter_group_name = "default.postgres14", replicate_source_db = null }
}

# On by default.
resource "aws_db_instance" "default_new" {
  attrs = { engine = "postgres", engine_version = "15.4", parameter_group_name = null, replicate_source_db = null }
}

# The newest version, which requires TLS.
resource "aws_db_instance" "default_unversioned" {
  attrs = { engine = "postgres", engine_version = null, parameter_group_name = null, replicate_source_db = null }
}

resource "aws_db_instance" "default_my" {
  expect_failure = true
  attrs          = { engine = "mysql", engine_version = "8.0.42", parameter_group_name = null, replicate_source_db = null }
}

# The group is of another configuration.
resource "aws_db_instance" "elsewhere" {
  attrs = { engine = "postgres", engine_version = "14.4", parameter_group_name = "elsewhere", replicate_source_db = null }
}

resource "aws_db_instance" "replica" {
  attrs = { engine = null, engine_version = null, parameter_group_name = null, replicate_source_db = "orders" }
}

resource "aws_db_instance" "oracle" {
  attrs = { engine = "oracle-ee", engine_version = null, parameter_group_name = null, replicate_source_db = null }
}

resource "aws_rds_cluster_parameter_group" "pg_on" {
  skip  = true
  attrs = { name = "pg-on", family = "aurora-postgresql16", parameter = [{ name = "rds.force_ssl", value = "1" }] }
}

resource "aws_rds_cluster" "pg_on" {
  attrs = { engine = null, engine_version = null, db_cluster_parameter_group_name = "pg-on", replication_source_identifier = null }
}

resource "aws_rds_cluster_parameter_group" "pg_off" {
  skip  = true
  attrs = { name = "pg-off", family = "aurora-postgresql16", parameter = [{ name = "rds.force_ssl", value = "0" }] }
}

resource "aws_rds_cluster" "pg_off" {
  expect_failure = true
  attrs          = { engine = null, engine_version = null, db_cluster_parameter_group_name = "pg-off", replication_source_identifier = null }
}

resource "aws_rds_cluster_parameter_group" "pg_none" {
  skip  = true
  attrs = { name = "pg-none", family = "aurora-postgresql16", parameter = [{ name = "log_connections", value = "1" }] }
}

resource "aws_rds_cluster" "pg_none" {
  expect_failure = true
  attrs          = { engine = null, engine_version = null, db_cluster_parameter_group_name = "pg-none", replication_source_identifier = null }
}

resource "aws_rds_cluster_parameter_group" "pg_new_none" {
  skip  = true
  attrs = { name = "pg-new-none", family = "aurora-postgresql17", parameter = [{ name = "log_connections", value = "1" }] }
}

resource "aws_rds_cluster" "pg_new_none" {
  attrs = { engine = null, engine_version = null, db_cluster_parameter_group_name = "pg-new-none", replication_source_identifier = null }
}

resource "aws_rds_cluster_parameter_group" "pg_new_on" {
  skip  = true
  attrs = { name = "pg-new-on", family = "aurora-postgresql17", parameter = [{ name = "rds.force_ssl", value = "1" }] }
}

resource "aws_rds_cluster" "pg_new_on" {
  attrs = { engine = null, engine_version = null, db_cluster_parameter_group_name = "pg-new-on", replication_source_identifier = null }
}

resource "aws_rds_cluster_parameter_group" "pg_new_off" {
  skip  = true
  attrs = { name = "pg-new-off", family = "aurora-postgresql17", parameter = [{ name = "rds.force_ssl", value = "0" }] }
}

resource "aws_rds_cluster" "pg_new_off" {
  expect_failure = true
  attrs          = { engine = null, engine_version = null, db_cluster_parameter_group_name = "pg-new-off", replication_source_identifier = null }
}

resource "aws_rds_cluster_parameter_group" "my_on" {
  skip  = true
  attrs = { name = "my-on", family = "aurora-mysql8.0", parameter = [{ name = "require_secure_transport", value = "1" }] }
}

resource "aws_rds_cluster" "my_on" {
  attrs = { engine = null, engine_version = null, db_cluster_parameter_group_name = "my-on", replication_source_identifier = null }
}

resource "aws_rds_cluster_parameter_group" "my_text" {
  skip  = true
  attrs = { name = "my-text", family = "aurora-mysql8.0", parameter = [{ name = "require_secure_transport", value = "ON" }] }
}

resource "aws_rds_cluster" "my_text" {
  attrs = { engine = null, engine_version = null, db_cluster_parameter_group_name = "my-text", replication_source_identifier = null }
}

resource "aws_rds_cluster_parameter_group" "my_off" {
  skip  = true
  attrs = { name = "my-off", family = "aurora-mysql8.0", parameter = [{ name = "require_secure_transport", value = "OFF" }] }
}

resource "aws_rds_cluster" "my_off" {
  expect_failure = true
  attrs          = { engine = null, engine_version = null, db_cluster_parameter_group_name = "my-off", replication_source_identifier = null }
}

resource "aws_rds_cluster_parameter_group" "my_none" {
  skip  = true
  attrs = { name = "my-none", family = "aurora-mysql8.0", parameter = [{ name = "log_connections", value = "1" }] }
}

resource "aws_rds_cluster" "my_none" {
  expect_failure = true
  attrs          = { engine = null, engine_version = null, db_cluster_parameter_group_name = "my-none", replication_source_identifier = null }
}

resource "aws_rds_cluster_parameter_group" "my_other" {
  skip  = true
  attrs = { name = "my-other", family = "aurora-mysql8.0", parameter = [{ name = "rds.force_ssl", value = "1" }] }
}

resource "aws_rds_cluster" "my_other" {
  expect_failure = true
  attrs          = { engine = null, engine_version = null, db_cluster_parameter_group_name = "my-other", replication_source_identifier = null }
}

resource "aws_rds_cluster_parameter_group" "other_family" {
  skip  = true
  attrs = { name = "other-family", family = "oracle-ee-19", parameter = [{ name = "log_connections", value = "1" }] }
}

resource "aws_rds_cluster" "other_family" {
  attrs = { engine = null, engine_version = null, db_cluster_parameter_group_name = "other-family", replication_source_identifier = null }
}

resource "aws_rds_cluster" "default_null" {
  expect_failure = true
  attrs          = { engine = "aurora-postgresql", engine_version = "16.4", db_cluster_parameter_group_name = null, replication_source_identifier = null }
}

resource "aws_rds_cluster" "default_named" {
  expect_failure = true
  attrs          = { engine = "aurora-postgresql", engine_version = "16.4", db_cluster_parameter_group_name = "default.aurora-postgresql16", replication_source_identifier = null }
}

# On by default.
resource "aws_rds_cluster" "default_new" {
  attrs = { engine = "aurora-postgresql", engine_version = "17.4", db_cluster_parameter_group_name = null, replication_source_identifier = null }
}

# The newest version, which requires TLS.
resource "aws_rds_cluster" "default_unversioned" {
  attrs = { engine = "aurora-postgresql", engine_version = null, db_cluster_parameter_group_name = null, replication_source_identifier = null }
}

resource "aws_rds_cluster" "default_my" {
  expect_failure = true
  attrs          = { engine = "aurora-mysql", engine_version = "8.0.42", db_cluster_parameter_group_name = null, replication_source_identifier = null }
}

# The group is of another configuration.
resource "aws_rds_cluster" "elsewhere" {
  attrs = { engine = "aurora-postgresql", engine_version = "16.4", db_cluster_parameter_group_name = "elsewhere", replication_source_identifier = null }
}

resource "aws_rds_cluster" "replica" {
  attrs = { engine = null, engine_version = null, db_cluster_parameter_group_name = null, replication_source_identifier = "orders" }
}

resource "aws_rds_cluster" "oracle" {
  attrs = { engine = "oracle-ee", engine_version = null, db_cluster_parameter_group_name = null, replication_source_identifier = null }
}

resource "aws_db_parameter_group" "mariadb_new_off" {
  skip  = true
  attrs = { name = "mariadb-new-off", family = "mariadb11.8", parameter = [{ name = "require_secure_transport", value = "0" }] }
}

resource "aws_db_instance" "mariadb_new_off" {
  expect_failure = true
  attrs          = { engine = "mariadb", engine_version = "11.8", parameter_group_name = "mariadb-new-off", replicate_source_db = null }
}

resource "aws_db_instance" "mariadb_default_old" {
  expect_failure = true
  attrs          = { engine = "mariadb", engine_version = "11.4.8", parameter_group_name = null, replicate_source_db = null }
}

resource "aws_db_instance" "mariadb_default_older" {
  expect_failure = true
  attrs          = { engine = "mariadb", engine_version = "10.11", parameter_group_name = "default.mariadb10.11", replicate_source_db = null }
}
