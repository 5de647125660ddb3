policytest {
  targets = ["aws-secrets-no-plaintext-password.policy.hcl"]
}

resource "aws_db_instance" "null" {
  attrs = { password = null }
}

resource "aws_db_instance" "literal" {
  expect_failure = true
  attrs          = { password = "hunter2-and-more" }
}

resource "aws_db_instance" "empty" {
  attrs = { password = "" }
}

resource "aws_rds_cluster" "null" {
  attrs = { master_password = null }
}

resource "aws_rds_cluster" "literal" {
  expect_failure = true
  attrs          = { master_password = "hunter2-and-more" }
}

resource "aws_rds_cluster" "empty" {
  attrs = { master_password = "" }
}

resource "aws_docdb_cluster" "null" {
  attrs = { master_password = null }
}

resource "aws_docdb_cluster" "literal" {
  expect_failure = true
  attrs          = { master_password = "hunter2-and-more" }
}

resource "aws_docdb_cluster" "empty" {
  attrs = { master_password = "" }
}

resource "aws_docdbelastic_cluster" "null" {
  attrs = { admin_user_password = null }
}

resource "aws_docdbelastic_cluster" "literal" {
  expect_failure = true
  attrs          = { admin_user_password = "hunter2-and-more" }
}

resource "aws_docdbelastic_cluster" "empty" {
  attrs = { admin_user_password = "" }
}

resource "aws_redshift_cluster" "null" {
  attrs = { master_password = null }
}

resource "aws_redshift_cluster" "literal" {
  expect_failure = true
  attrs          = { master_password = "hunter2-and-more" }
}

resource "aws_redshift_cluster" "empty" {
  attrs = { master_password = "" }
}

resource "aws_redshiftserverless_namespace" "null" {
  attrs = { admin_user_password = null }
}

resource "aws_redshiftserverless_namespace" "literal" {
  expect_failure = true
  attrs          = { admin_user_password = "hunter2-and-more" }
}

resource "aws_redshiftserverless_namespace" "empty" {
  attrs = { admin_user_password = "" }
}

resource "aws_elasticache_replication_group" "null" {
  attrs = { auth_token = null }
}

resource "aws_elasticache_replication_group" "literal" {
  expect_failure = true
  attrs          = { auth_token = "hunter2-and-more" }
}

resource "aws_elasticache_replication_group" "empty" {
  attrs = { auth_token = "" }
}

resource "aws_datasync_location_object_storage" "null" {
  attrs = { secret_key = null }
}

resource "aws_datasync_location_object_storage" "literal" {
  expect_failure = true
  attrs          = { secret_key = "hunter2-and-more" }
}

resource "aws_datasync_location_object_storage" "empty" {
  attrs = { secret_key = "" }
}

resource "aws_datasync_location_smb" "null" {
  attrs = { password = null }
}

resource "aws_datasync_location_smb" "literal" {
  expect_failure = true
  attrs          = { password = "hunter2-and-more" }
}

resource "aws_datasync_location_smb" "empty" {
  attrs = { password = "" }
}

resource "aws_datasync_location_fsx_windows_file_system" "null" {
  attrs = { password = null }
}

resource "aws_datasync_location_fsx_windows_file_system" "literal" {
  expect_failure = true
  attrs          = { password = "hunter2-and-more" }
}

resource "aws_datasync_location_fsx_windows_file_system" "empty" {
  attrs = { password = "" }
}

resource "aws_lightsail_database" "null" {
  attrs = { master_password = null }
}

resource "aws_lightsail_database" "literal" {
  expect_failure = true
  attrs          = { master_password = "hunter2-and-more" }
}

resource "aws_lightsail_database" "empty" {
  attrs = { master_password = "" }
}

resource "aws_directory_service_directory" "null" {
  attrs = { password = null }
}

resource "aws_directory_service_directory" "literal" {
  expect_failure = true
  attrs          = { password = "hunter2-and-more" }
}

resource "aws_directory_service_directory" "empty" {
  attrs = { password = "" }
}

resource "aws_elasticache_user" "null" {
  attrs = { passwords = null, authentication_mode = [] }
}

resource "aws_elasticache_user" "literal" {
  expect_failure = true
  attrs          = { passwords = ["hunter2-and-more-12"], authentication_mode = [] }
}

resource "aws_elasticache_user" "mode" {
  expect_failure = true
  attrs          = { passwords = null, authentication_mode = [{ type = "password", passwords = ["hunter2-and-more-12"] }] }
}

resource "aws_elasticache_user" "iam" {
  attrs = { passwords = null, authentication_mode = [{ type = "password", passwords = null }] }
}

resource "aws_memorydb_user" "literal" {
  expect_failure = true
  attrs          = { authentication_mode = [{ type = "password", passwords = ["hunter2-and-more-12"] }] }
}

resource "aws_memorydb_user" "null" {
  attrs = { authentication_mode = [{ type = "password", passwords = null }] }
}

resource "aws_opensearch_domain" "absent" {
  attrs = { advanced_security_options = [] }
}

resource "aws_opensearch_domain" "role" {
  attrs = { advanced_security_options = [{ master_user_options = [{ master_user_password = null }] }] }
}

resource "aws_opensearch_domain" "literal" {
  expect_failure = true
  attrs          = { advanced_security_options = [{ master_user_options = [{ master_user_password = "hunter2-and-more" }] }] }
}

resource "aws_elasticsearch_domain" "absent" {
  attrs = { advanced_security_options = [] }
}

resource "aws_elasticsearch_domain" "role" {
  attrs = { advanced_security_options = [{ master_user_options = [{ master_user_password = null }] }] }
}

resource "aws_elasticsearch_domain" "literal" {
  expect_failure = true
  attrs          = { advanced_security_options = [{ master_user_options = [{ master_user_password = "hunter2-and-more" }] }] }
}

resource "aws_mq_broker" "literal" {
  expect_failure = true
  attrs          = { user = [{ username = "a", password = "hunter2-and-more" }] }
}

resource "aws_mq_broker" "second" {
  expect_failure = true
  attrs          = { user = [{ username = "a", password = "" }, { username = "b", password = "hunter2-and-more" }] }
}

resource "aws_mq_broker" "none" {
  attrs = { user = [] }
}

resource "aws_glue_connection" "null" {
  attrs = { connection_properties = null }
}

resource "aws_glue_connection" "secret_id" {
  attrs = { connection_properties = { SECRET_ID = "orders", USERNAME = "glue" } }
}

resource "aws_glue_connection" "literal" {
  expect_failure = true
  attrs          = { connection_properties = { USERNAME = "glue", PASSWORD = "hunter2-and-more" } }
}

resource "aws_dms_endpoint" "null" {
  attrs = { password = null, kafka_settings = [], redis_settings = [] }
}

resource "aws_dms_endpoint" "literal" {
  expect_failure = true
  attrs          = { password = "hunter2-and-more", kafka_settings = [], redis_settings = [] }
}

resource "aws_dms_endpoint" "kafka" {
  expect_failure = true
  attrs          = { password = null, kafka_settings = [{ sasl_password = "hunter2-and-more" }], redis_settings = [] }
}

resource "aws_dms_endpoint" "redis" {
  expect_failure = true
  attrs          = { password = null, kafka_settings = [], redis_settings = [{ auth_password = "hunter2-and-more" }] }
}

resource "aws_secretsmanager_secret_version" "null" {
  attrs = { secret_string = null, secret_binary = null }
}

resource "aws_secretsmanager_secret_version" "literal" {
  expect_failure = true
  attrs          = { secret_string = "hunter2-and-more", secret_binary = null }
}

resource "aws_secretsmanager_secret_version" "json" {
  expect_failure = true
  attrs          = { secret_string = "{\"password\":\"hunter2\"}", secret_binary = null }
}

resource "aws_secretsmanager_secret_version" "binary" {
  expect_failure = true
  attrs          = { secret_string = null, secret_binary = "aHVudGVyMg==" }
}

resource "aws_secretsmanager_secret_version" "placeholder0" {
  attrs = { secret_string = "changeme", secret_binary = null }
}

resource "aws_secretsmanager_secret_version" "placeholder1" {
  attrs = { secret_string = "CHANGE_ME", secret_binary = null }
}

resource "aws_secretsmanager_secret_version" "placeholder2" {
  attrs = { secret_string = "placeholder", secret_binary = null }
}

resource "aws_secretsmanager_secret_version" "placeholder3" {
  attrs = { secret_string = "todo", secret_binary = null }
}

resource "aws_secretsmanager_secret_version" "placeholder4" {
  attrs = { secret_string = "{}", secret_binary = null }
}

resource "aws_secretsmanager_secret_version" "placeholder5" {
  attrs = { secret_string = " ", secret_binary = null }
}

resource "aws_secretsmanager_secret_version" "placeholder6" {
  attrs = { secret_string = "Replace me!", secret_binary = null }
}

resource "aws_secretsmanager_secret_version" "not_only_placeholder" {
  expect_failure = true
  attrs          = { secret_string = "changeme-2024", secret_binary = null }
}

resource "aws_ssm_parameter" "string" {
  attrs = { type = "String", value = "hunter2-and-more" }
}

resource "aws_ssm_parameter" "secure" {
  expect_failure = true
  attrs          = { type = "SecureString", value = "hunter2-and-more" }
}

resource "aws_ssm_parameter" "null" {
  attrs = { type = "SecureString", value = null }
}

resource "aws_ssm_parameter" "placeholder" {
  attrs = { type = "SecureString", value = "placeholder" }
}

resource "aws_secretsmanager_secret_version" "json_placeholders" {
  attrs = { secret_string = core::jsonencode({ username = "app", password = "CHANGEME", token = "" }), secret_binary = null }
}

resource "aws_secretsmanager_secret_version" "json_without_secret" {
  attrs = { secret_string = core::jsonencode({ username = "app", host = "db.internal", port = 5432 }), secret_binary = null }
}

resource "aws_secretsmanager_secret_version" "json_list" {
  expect_failure = true
  attrs          = { secret_string = core::jsonencode(["hunter2-and-more"]), secret_binary = null }
}

resource "aws_secretsmanager_secret_version" "json_one_placeholder" {
  expect_failure = true
  attrs          = { secret_string = core::jsonencode({ password = "CHANGEME", signing = "hunter2-and-more" }), secret_binary = null }
}

resource "aws_ssm_parameter" "address" {
  expect_failure = true
  attrs          = { type = "SecureString", value = "postgres://app:hunter2@db.internal/app" }
}
