policytest {
  targets = ["aws-secrets-no-plaintext-password.policy.hcl"]
}

resource "aws_acm_certificate" "unset" {
  attrs = { private_key = null }
}

resource "aws_acm_certificate" "literal0" {
  expect_failure = true
  attrs          = { private_key = "hunter2-and-more" }
}

resource "aws_iam_server_certificate" "unset" {
  attrs = { private_key = null }
}

resource "aws_iam_server_certificate" "literal0" {
  expect_failure = true
  attrs          = { private_key = "hunter2-and-more" }
}

resource "aws_amplify_app" "unset" {
  attrs = { access_token = null, oauth_token = null, basic_auth_credentials = null }
}

resource "aws_amplify_app" "literal0" {
  expect_failure = true
  attrs          = { access_token = "hunter2-and-more", oauth_token = null, basic_auth_credentials = null }
}

resource "aws_amplify_app" "literal1" {
  expect_failure = true
  attrs          = { access_token = null, oauth_token = "hunter2-and-more", basic_auth_credentials = null }
}

resource "aws_amplify_app" "literal2" {
  expect_failure = true
  attrs          = { access_token = null, oauth_token = null, basic_auth_credentials = "hunter2-and-more" }
}

resource "aws_appstream_directory_config" "unset" {
  attrs = { service_account_credentials = [{ account_password = null }] }
}

resource "aws_appstream_directory_config" "literal0" {
  expect_failure = true
  attrs          = { service_account_credentials = [{ account_password = "hunter2-and-more" }] }
}

resource "aws_cloudwatch_event_connection" "unset" {
  attrs = { auth_parameters = [{ basic = [{ password = null }], api_key = [{ value = null }], oauth = [{ client_parameters = [{ client_secret = null }] }] }] }
}

resource "aws_cloudwatch_event_connection" "literal0" {
  expect_failure = true
  attrs          = { auth_parameters = [{ basic = [{ password = "hunter2-and-more" }], api_key = [{ value = null }], oauth = [{ client_parameters = [{ client_secret = null }] }] }] }
}

resource "aws_cloudwatch_event_connection" "literal1" {
  expect_failure = true
  attrs          = { auth_parameters = [{ basic = [{ password = null }], api_key = [{ value = "hunter2-and-more" }], oauth = [{ client_parameters = [{ client_secret = null }] }] }] }
}

resource "aws_cloudwatch_event_connection" "literal2" {
  expect_failure = true
  attrs          = { auth_parameters = [{ basic = [{ password = null }], api_key = [{ value = null }], oauth = [{ client_parameters = [{ client_secret = "hunter2-and-more" }] }] }] }
}

resource "aws_cognito_user" "unset" {
  attrs = { password = null }
}

resource "aws_cognito_user" "literal0" {
  expect_failure = true
  attrs          = { password = "hunter2-and-more" }
}

resource "aws_connect_user" "unset" {
  attrs = { password = null }
}

resource "aws_connect_user" "literal0" {
  expect_failure = true
  attrs          = { password = "hunter2-and-more" }
}

resource "aws_datasync_location_fsx_ontap_file_system" "unset" {
  attrs = { protocol = [{ smb = [{ password = null }] }] }
}

resource "aws_datasync_location_fsx_ontap_file_system" "literal0" {
  expect_failure = true
  attrs          = { protocol = [{ smb = [{ password = "hunter2-and-more" }] }] }
}

resource "aws_directory_service_radius_settings" "unset" {
  attrs = { shared_secret = null }
}

resource "aws_directory_service_radius_settings" "literal0" {
  expect_failure = true
  attrs          = { shared_secret = "hunter2-and-more" }
}

resource "aws_emr_cluster" "unset" {
  attrs = { kerberos_attributes = [{ kdc_admin_password = null, ad_domain_join_password = null, cross_realm_trust_principal_password = null }] }
}

resource "aws_emr_cluster" "literal0" {
  expect_failure = true
  attrs          = { kerberos_attributes = [{ kdc_admin_password = "hunter2-and-more", ad_domain_join_password = null, cross_realm_trust_principal_password = null }] }
}

resource "aws_emr_cluster" "literal1" {
  expect_failure = true
  attrs          = { kerberos_attributes = [{ kdc_admin_password = null, ad_domain_join_password = "hunter2-and-more", cross_realm_trust_principal_password = null }] }
}

resource "aws_emr_cluster" "literal2" {
  expect_failure = true
  attrs          = { kerberos_attributes = [{ kdc_admin_password = null, ad_domain_join_password = null, cross_realm_trust_principal_password = "hunter2-and-more" }] }
}

resource "aws_fsx_ontap_file_system" "unset" {
  attrs = { fsx_admin_password = null }
}

resource "aws_fsx_ontap_file_system" "literal0" {
  expect_failure = true
  attrs          = { fsx_admin_password = "hunter2-and-more" }
}

resource "aws_fsx_ontap_storage_virtual_machine" "unset" {
  attrs = { svm_admin_password = null, active_directory_configuration = [{ self_managed_active_directory_configuration = [{ password = null }] }] }
}

resource "aws_fsx_ontap_storage_virtual_machine" "literal0" {
  expect_failure = true
  attrs          = { svm_admin_password = "hunter2-and-more", active_directory_configuration = [{ self_managed_active_directory_configuration = [{ password = null }] }] }
}

resource "aws_fsx_ontap_storage_virtual_machine" "literal1" {
  expect_failure = true
  attrs          = { svm_admin_password = null, active_directory_configuration = [{ self_managed_active_directory_configuration = [{ password = "hunter2-and-more" }] }] }
}

resource "aws_fsx_windows_file_system" "unset" {
  attrs = { self_managed_active_directory = [{ password = null }] }
}

resource "aws_fsx_windows_file_system" "literal0" {
  expect_failure = true
  attrs          = { self_managed_active_directory = [{ password = "hunter2-and-more" }] }
}

resource "aws_kinesis_firehose_delivery_stream" "unset" {
  attrs = { http_endpoint_configuration = [{ access_key = null }], redshift_configuration = [{ password = null }], snowflake_configuration = [{ private_key = null }], splunk_configuration = [{ hec_token = null }] }
}

resource "aws_kinesis_firehose_delivery_stream" "literal0" {
  expect_failure = true
  attrs          = { http_endpoint_configuration = [{ access_key = "hunter2-and-more" }], redshift_configuration = [{ password = null }], snowflake_configuration = [{ private_key = null }], splunk_configuration = [{ hec_token = null }] }
}

resource "aws_kinesis_firehose_delivery_stream" "literal1" {
  expect_failure = true
  attrs          = { http_endpoint_configuration = [{ access_key = null }], redshift_configuration = [{ password = "hunter2-and-more" }], snowflake_configuration = [{ private_key = null }], splunk_configuration = [{ hec_token = null }] }
}

resource "aws_kinesis_firehose_delivery_stream" "literal2" {
  expect_failure = true
  attrs          = { http_endpoint_configuration = [{ access_key = null }], redshift_configuration = [{ password = null }], snowflake_configuration = [{ private_key = "hunter2-and-more" }], splunk_configuration = [{ hec_token = null }] }
}

resource "aws_kinesis_firehose_delivery_stream" "literal3" {
  expect_failure = true
  attrs          = { http_endpoint_configuration = [{ access_key = null }], redshift_configuration = [{ password = null }], snowflake_configuration = [{ private_key = null }], splunk_configuration = [{ hec_token = "hunter2-and-more" }] }
}

resource "aws_lb_listener" "unset" {
  attrs = { default_action = [{ authenticate_oidc = [{ client_secret = null }] }] }
}

resource "aws_lb_listener" "literal0" {
  expect_failure = true
  attrs          = { default_action = [{ authenticate_oidc = [{ client_secret = "hunter2-and-more" }] }] }
}

resource "aws_alb_listener" "unset" {
  attrs = { default_action = [{ authenticate_oidc = [{ client_secret = null }] }] }
}

resource "aws_alb_listener" "literal0" {
  expect_failure = true
  attrs          = { default_action = [{ authenticate_oidc = [{ client_secret = "hunter2-and-more" }] }] }
}

resource "aws_lb_listener_rule" "unset" {
  attrs = { action = [{ authenticate_oidc = [{ client_secret = null }] }] }
}

resource "aws_lb_listener_rule" "literal0" {
  expect_failure = true
  attrs          = { action = [{ authenticate_oidc = [{ client_secret = "hunter2-and-more" }] }] }
}

resource "aws_alb_listener_rule" "unset" {
  attrs = { action = [{ authenticate_oidc = [{ client_secret = null }] }] }
}

resource "aws_alb_listener_rule" "literal0" {
  expect_failure = true
  attrs          = { action = [{ authenticate_oidc = [{ client_secret = "hunter2-and-more" }] }] }
}

resource "aws_quicksight_data_source" "unset" {
  attrs = { credentials = [{ credential_pair = [{ password = null }] }] }
}

resource "aws_quicksight_data_source" "literal0" {
  expect_failure = true
  attrs          = { credentials = [{ credential_pair = [{ password = "hunter2-and-more" }] }] }
}

resource "aws_redshift_hsm_configuration" "unset" {
  attrs = { hsm_partition_password = null }
}

resource "aws_redshift_hsm_configuration" "literal0" {
  expect_failure = true
  attrs          = { hsm_partition_password = "hunter2-and-more" }
}

resource "aws_sns_platform_application" "unset" {
  attrs = { platform_credential = null }
}

resource "aws_sns_platform_application" "literal0" {
  expect_failure = true
  attrs          = { platform_credential = "hunter2-and-more" }
}

resource "aws_storagegateway_file_system_association" "unset" {
  attrs = { password = null }
}

resource "aws_storagegateway_file_system_association" "literal0" {
  expect_failure = true
  attrs          = { password = "hunter2-and-more" }
}

resource "aws_storagegateway_gateway" "unset" {
  attrs = { smb_guest_password = null, smb_active_directory_settings = [{ password = null }] }
}

resource "aws_storagegateway_gateway" "literal0" {
  expect_failure = true
  attrs          = { smb_guest_password = "hunter2-and-more", smb_active_directory_settings = [{ password = null }] }
}

resource "aws_storagegateway_gateway" "literal1" {
  expect_failure = true
  attrs          = { smb_guest_password = null, smb_active_directory_settings = [{ password = "hunter2-and-more" }] }
}

resource "aws_timestreaminfluxdb_db_instance" "unset" {
  attrs = { password = null }
}

resource "aws_timestreaminfluxdb_db_instance" "literal0" {
  expect_failure = true
  attrs          = { password = "hunter2-and-more" }
}

resource "aws_timestreaminfluxdb_db_cluster" "unset" {
  attrs = { password = null }
}

resource "aws_timestreaminfluxdb_db_cluster" "literal0" {
  expect_failure = true
  attrs          = { password = "hunter2-and-more" }
}

resource "aws_vpn_connection" "unset" {
  attrs = { tunnel1_preshared_key = null, tunnel2_preshared_key = null }
}

resource "aws_vpn_connection" "literal0" {
  expect_failure = true
  attrs          = { tunnel1_preshared_key = "hunter2-and-more", tunnel2_preshared_key = null }
}

resource "aws_vpn_connection" "literal1" {
  expect_failure = true
  attrs          = { tunnel1_preshared_key = null, tunnel2_preshared_key = "hunter2-and-more" }
}

resource "aws_workmail_user" "unset" {
  attrs = { password = null }
}

resource "aws_workmail_user" "literal0" {
  expect_failure = true
  attrs          = { password = "hunter2-and-more" }
}
