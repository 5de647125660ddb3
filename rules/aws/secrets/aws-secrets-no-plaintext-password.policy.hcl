locals {
  soc2_aws_secrets_no_plaintext_password = {
    title    = "Passwords and keys in resource arguments are not literals"
    severity = "critical"
    preset   = "default"
    since    = "0.1.0"
    criteria = [
      { id = "CC6.1", strength = "supports", not_shown = "Secrets in other places, and copies in the history of the repository." },
    ]
    description = "A password in the source is in every clone and in the history for good, defaults of variables included. Who reads the repository owns the database. Many resources can keep their password in Secrets Manager themselves."
    remediation = {
      text   = "Use `manage_master_user_password` where there is one; else generate the value (`random_password`, `ephemeral`), or take it from a data source or a variable without a default."
      before = <<-EOT
        resource "aws_db_instance" "orders" {
          identifier        = "orders"
          engine            = "postgres"
          engine_version    = "16.4"
          instance_class    = "db.t4g.medium"
          allocated_storage = 20
          username          = "orders"
          password          = "hunter2-and-more"
        }
      EOT
      after  = <<-EOT
        resource "aws_db_instance" "orders" {
          identifier                  = "orders"
          engine                      = "postgres"
          engine_version              = "16.4"
          instance_class              = "db.t4g.medium"
          allocated_storage           = 20
          username                    = "orders"
          manage_master_user_password = true
        }
      EOT
    }
    references = [
      "https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/db_instance",
      "https://docs.aws.amazon.com/secretsmanager/latest/userguide/best-practices.html",
      "https://developer.hashicorp.com/terraform/language/manage-sensitive-data",
    ]
  }
}

policy {
  required_providers {
    aws = { source = "hashicorp/aws", version = ">= 5.0.0, < 7.0.0" }
  }
}

resource_policy "aws_db_instance" "no_plaintext_password" {
  enforce {
    condition     = !plugin::soc2::is_literal(attrs.password)
    error_message = "`password` is in clear text in the source; generate it, or read it from a secrets store, and change it where it was used."
  }
}

resource_policy "aws_rds_cluster" "no_plaintext_password" {
  enforce {
    condition     = !plugin::soc2::is_literal(attrs.master_password)
    error_message = "`master_password` is in clear text in the source; generate it, or read it from a secrets store, and change it where it was used."
  }
}

resource_policy "aws_docdb_cluster" "no_plaintext_password" {
  enforce {
    condition     = !plugin::soc2::is_literal(attrs.master_password)
    error_message = "`master_password` is in clear text in the source; generate it, or read it from a secrets store, and change it where it was used."
  }
}

resource_policy "aws_docdbelastic_cluster" "no_plaintext_password" {
  enforce {
    condition     = !plugin::soc2::is_literal(attrs.admin_user_password)
    error_message = "`admin_user_password` is in clear text in the source; generate it, or read it from a secrets store, and change it where it was used."
  }
}

resource_policy "aws_redshift_cluster" "no_plaintext_password" {
  enforce {
    condition     = !plugin::soc2::is_literal(attrs.master_password)
    error_message = "`master_password` is in clear text in the source; generate it, or read it from a secrets store, and change it where it was used."
  }
}

resource_policy "aws_redshiftserverless_namespace" "no_plaintext_password" {
  enforce {
    condition     = !plugin::soc2::is_literal(attrs.admin_user_password)
    error_message = "`admin_user_password` is in clear text in the source; generate it, or read it from a secrets store, and change it where it was used."
  }
}

resource_policy "aws_elasticache_replication_group" "no_plaintext_password" {
  enforce {
    condition     = !plugin::soc2::is_literal(attrs.auth_token)
    error_message = "`auth_token` is in clear text in the source; generate it, or read it from a secrets store, and change it where it was used."
  }
}

resource_policy "aws_datasync_location_object_storage" "no_plaintext_password" {
  enforce {
    condition     = !plugin::soc2::is_literal(attrs.secret_key)
    error_message = "`secret_key` is in clear text in the source; generate it, or read it from a secrets store, and change it where it was used."
  }
}

resource_policy "aws_datasync_location_smb" "no_plaintext_password" {
  enforce {
    condition     = !plugin::soc2::is_literal(attrs.password)
    error_message = "`password` is in clear text in the source; generate it, or read it from a secrets store, and change it where it was used."
  }
}

resource_policy "aws_datasync_location_fsx_windows_file_system" "no_plaintext_password" {
  enforce {
    condition     = !plugin::soc2::is_literal(attrs.password)
    error_message = "`password` is in clear text in the source; generate it, or read it from a secrets store, and change it where it was used."
  }
}

resource_policy "aws_lightsail_database" "no_plaintext_password" {
  enforce {
    condition     = !plugin::soc2::is_literal(attrs.master_password)
    error_message = "`master_password` is in clear text in the source; generate it, or read it from a secrets store, and change it where it was used."
  }
}

resource_policy "aws_directory_service_directory" "no_plaintext_password" {
  enforce {
    condition     = !plugin::soc2::is_literal(attrs.password)
    error_message = "`password` is in clear text in the source; generate it, or read it from a secrets store, and change it where it was used."
  }
}

resource_policy "aws_elasticache_user" "no_plaintext_password" {
  locals {
    modes = core::flatten([for m in attrs.authentication_mode : [for p in m.passwords == null ? [] : m.passwords : p]])
  }

  enforce {
    condition     = attrs.passwords == null || core::length([for e in attrs.passwords : e if plugin::soc2::is_literal(e)]) == 0
    error_message = "`passwords` is in clear text in the source; generate it, or read it from a secrets store, and change it where it was used."
  }

  enforce {
    condition     = core::length([for e in local.modes : e if plugin::soc2::is_literal(e)]) == 0
    error_message = "`authentication_mode.passwords` is in clear text in the source; generate it, or read it from a secrets store, and change it where it was used."
  }
}

resource_policy "aws_memorydb_user" "no_plaintext_password" {
  locals {
    modes = core::flatten([for m in attrs.authentication_mode : [for p in m.passwords == null ? [] : m.passwords : p]])
  }

  enforce {
    condition     = core::length([for e in local.modes : e if plugin::soc2::is_literal(e)]) == 0
    error_message = "`authentication_mode.passwords` is in clear text in the source; generate it, or read it from a secrets store, and change it where it was used."
  }
}

resource_policy "aws_opensearch_domain" "no_plaintext_password" {
  # Without the block there is no password, whatever the service fills in.
  locals {
    users = core::flatten([for o in attrs.advanced_security_options : [for u in o.master_user_options : u]])
  }

  enforce {
    condition     = core::length([for e in local.users : e if plugin::soc2::is_literal(e.master_user_password)]) == 0
    error_message = "`master_user_password` is in clear text in the source; generate it, or read it from a secrets store, and change it where it was used."
  }
}

resource_policy "aws_elasticsearch_domain" "no_plaintext_password" {
  # Without the block there is no password, whatever the service fills in.
  locals {
    users = core::flatten([for o in attrs.advanced_security_options : [for u in o.master_user_options : u]])
  }

  enforce {
    condition     = core::length([for e in local.users : e if plugin::soc2::is_literal(e.master_user_password)]) == 0
    error_message = "`master_user_password` is in clear text in the source; generate it, or read it from a secrets store, and change it where it was used."
  }
}

resource_policy "aws_mq_broker" "no_plaintext_password" {
  enforce {
    condition     = core::length([for e in core::try(attrs.ldap_server_metadata, []) : e if plugin::soc2::is_literal(e.service_account_password)]) == 0
    error_message = "`ldap_server_metadata.service_account_password` is in clear text in the source; generate it, or read it from a secrets store, and change it where it was used."
  }

  enforce {
    condition     = core::length([for e in attrs.user : e if plugin::soc2::is_literal(e.password)]) == 0
    error_message = "`user.password` is in clear text in the source; generate it, or read it from a secrets store, and change it where it was used."
  }
}

resource_policy "aws_glue_connection" "no_plaintext_password" {
  enforce {
    condition     = attrs.connection_properties == null || core::length([for k, v in attrs.connection_properties : k if k == "PASSWORD" && plugin::soc2::is_literal(v)]) == 0
    error_message = "`connection_properties.PASSWORD` is in clear text in the source; generate it, or read it from a secrets store, and change it where it was used."
  }
}

resource_policy "aws_dms_endpoint" "no_plaintext_password" {
  enforce {
    condition     = !plugin::soc2::is_literal(attrs.password)
    error_message = "`password` is in clear text in the source; generate it, or read it from a secrets store, and change it where it was used."
  }

  enforce {
    condition     = core::length([for e in attrs.kafka_settings : e if plugin::soc2::is_literal(e.sasl_password)]) == 0
    error_message = "`kafka_settings.sasl_password` is in clear text in the source; generate it, or read it from a secrets store, and change it where it was used."
  }

  enforce {
    condition     = core::length([for e in core::try(attrs.oracle_settings, []) : e if plugin::soc2::is_literal(e.asm_password)]) == 0
    error_message = "`oracle_settings.asm_password` is in clear text in the source; generate it, or read it from a secrets store, and change it where it was used."
  }

  enforce {
    condition     = core::length([for e in attrs.kafka_settings : e if plugin::soc2::is_literal(core::try(e.ssl_client_key_password, null))]) == 0
    error_message = "`kafka_settings.ssl_client_key_password` is in clear text in the source; generate it, or read it from a secrets store, and change it where it was used."
  }

  enforce {
    condition     = core::length([for e in attrs.redis_settings : e if plugin::soc2::is_literal(e.auth_password)]) == 0
    error_message = "`redis_settings.auth_password` is in clear text in the source; generate it, or read it from a secrets store, and change it where it was used."
  }
}

resource_policy "aws_acm_certificate" "no_plaintext_password" {
  enforce {
    condition     = !plugin::soc2::is_literal(attrs.private_key)
    error_message = "`private_key` is in clear text in the source; generate it, or read it from a secrets store, and change it where it was used."
  }
}

resource_policy "aws_iam_server_certificate" "no_plaintext_password" {
  enforce {
    condition     = !plugin::soc2::is_literal(attrs.private_key)
    error_message = "`private_key` is in clear text in the source; generate it, or read it from a secrets store, and change it where it was used."
  }
}

resource_policy "aws_amplify_app" "no_plaintext_password" {
  enforce {
    condition     = !plugin::soc2::is_literal(attrs.access_token)
    error_message = "`access_token` is in clear text in the source; generate it, or read it from a secrets store, and change it where it was used."
  }

  enforce {
    condition     = !plugin::soc2::is_literal(attrs.oauth_token)
    error_message = "`oauth_token` is in clear text in the source; generate it, or read it from a secrets store, and change it where it was used."
  }

  enforce {
    condition     = !plugin::soc2::is_literal(attrs.basic_auth_credentials)
    error_message = "`basic_auth_credentials` is in clear text in the source; generate it, or read it from a secrets store, and change it where it was used."
  }
}

resource_policy "aws_appstream_directory_config" "no_plaintext_password" {
  enforce {
    condition     = core::length([for a in attrs.service_account_credentials : a if plugin::soc2::is_literal(a.account_password)]) == 0
    error_message = "`service_account_credentials.account_password` is in clear text in the source; generate it, or read it from a secrets store, and change it where it was used."
  }
}

resource_policy "aws_cloudwatch_event_connection" "no_plaintext_password" {
  enforce {
    condition     = core::length(core::flatten([for a in attrs.auth_parameters : [for b in a.basic : b.password if plugin::soc2::is_literal(b.password)]])) == 0
    error_message = "`auth_parameters.basic.password` is in clear text in the source; generate it, or read it from a secrets store, and change it where it was used."
  }

  enforce {
    condition     = core::length(core::flatten([for a in attrs.auth_parameters : [for b in a.api_key : b.value if plugin::soc2::is_literal(b.value)]])) == 0
    error_message = "`auth_parameters.api_key.value` is in clear text in the source; generate it, or read it from a secrets store, and change it where it was used."
  }

  enforce {
    condition     = core::length(core::flatten([for a in attrs.auth_parameters : [for b in a.oauth : [for c in b.client_parameters : c.client_secret if plugin::soc2::is_literal(c.client_secret)]]])) == 0
    error_message = "`auth_parameters.oauth.client_parameters.client_secret` is in clear text in the source; generate it, or read it from a secrets store, and change it where it was used."
  }
}

resource_policy "aws_cognito_user" "no_plaintext_password" {
  enforce {
    condition     = !plugin::soc2::is_literal(attrs.password)
    error_message = "`password` is in clear text in the source; generate it, or read it from a secrets store, and change it where it was used."
  }
}

resource_policy "aws_connect_user" "no_plaintext_password" {
  enforce {
    condition     = !plugin::soc2::is_literal(attrs.password)
    error_message = "`password` is in clear text in the source; generate it, or read it from a secrets store, and change it where it was used."
  }
}

resource_policy "aws_datasync_location_fsx_ontap_file_system" "no_plaintext_password" {
  enforce {
    condition     = core::length(core::flatten([for a in attrs.protocol : [for b in a.smb : b.password if plugin::soc2::is_literal(b.password)]])) == 0
    error_message = "`protocol.smb.password` is in clear text in the source; generate it, or read it from a secrets store, and change it where it was used."
  }
}

resource_policy "aws_directory_service_radius_settings" "no_plaintext_password" {
  enforce {
    condition     = !plugin::soc2::is_literal(attrs.shared_secret)
    error_message = "`shared_secret` is in clear text in the source; generate it, or read it from a secrets store, and change it where it was used."
  }
}

resource_policy "aws_emr_cluster" "no_plaintext_password" {
  enforce {
    condition     = core::length([for a in attrs.kerberos_attributes : a if plugin::soc2::is_literal(a.kdc_admin_password)]) == 0
    error_message = "`kerberos_attributes.kdc_admin_password` is in clear text in the source; generate it, or read it from a secrets store, and change it where it was used."
  }

  enforce {
    condition     = core::length([for a in attrs.kerberos_attributes : a if plugin::soc2::is_literal(a.ad_domain_join_password)]) == 0
    error_message = "`kerberos_attributes.ad_domain_join_password` is in clear text in the source; generate it, or read it from a secrets store, and change it where it was used."
  }

  enforce {
    condition     = core::length([for a in attrs.kerberos_attributes : a if plugin::soc2::is_literal(a.cross_realm_trust_principal_password)]) == 0
    error_message = "`kerberos_attributes.cross_realm_trust_principal_password` is in clear text in the source; generate it, or read it from a secrets store, and change it where it was used."
  }
}

resource_policy "aws_fsx_ontap_file_system" "no_plaintext_password" {
  enforce {
    condition     = !plugin::soc2::is_literal(attrs.fsx_admin_password)
    error_message = "`fsx_admin_password` is in clear text in the source; generate it, or read it from a secrets store, and change it where it was used."
  }
}

resource_policy "aws_fsx_ontap_storage_virtual_machine" "no_plaintext_password" {
  enforce {
    condition     = !plugin::soc2::is_literal(attrs.svm_admin_password)
    error_message = "`svm_admin_password` is in clear text in the source; generate it, or read it from a secrets store, and change it where it was used."
  }

  enforce {
    condition     = core::length(core::flatten([for a in attrs.active_directory_configuration : [for b in a.self_managed_active_directory_configuration : b.password if plugin::soc2::is_literal(b.password)]])) == 0
    error_message = "`active_directory_configuration.self_managed_active_directory_configuration.password` is in clear text in the source; generate it, or read it from a secrets store, and change it where it was used."
  }
}

resource_policy "aws_fsx_windows_file_system" "no_plaintext_password" {
  enforce {
    condition     = core::length([for a in attrs.self_managed_active_directory : a if plugin::soc2::is_literal(a.password)]) == 0
    error_message = "`self_managed_active_directory.password` is in clear text in the source; generate it, or read it from a secrets store, and change it where it was used."
  }
}

resource_policy "aws_kinesis_firehose_delivery_stream" "no_plaintext_password" {
  enforce {
    condition     = core::length([for a in attrs.http_endpoint_configuration : a if plugin::soc2::is_literal(a.access_key)]) == 0
    error_message = "`http_endpoint_configuration.access_key` is in clear text in the source; generate it, or read it from a secrets store, and change it where it was used."
  }

  enforce {
    condition     = core::length([for a in attrs.redshift_configuration : a if plugin::soc2::is_literal(a.password)]) == 0
    error_message = "`redshift_configuration.password` is in clear text in the source; generate it, or read it from a secrets store, and change it where it was used."
  }

  enforce {
    condition     = core::length([for a in attrs.snowflake_configuration : a if plugin::soc2::is_literal(a.private_key)]) == 0
    error_message = "`snowflake_configuration.private_key` is in clear text in the source; generate it, or read it from a secrets store, and change it where it was used."
  }

  enforce {
    condition     = core::length([for a in attrs.splunk_configuration : a if plugin::soc2::is_literal(a.hec_token)]) == 0
    error_message = "`splunk_configuration.hec_token` is in clear text in the source; generate it, or read it from a secrets store, and change it where it was used."
  }
}

resource_policy "aws_lb_listener" "no_plaintext_password" {
  enforce {
    condition     = core::length(core::flatten([for a in attrs.default_action : [for b in a.authenticate_oidc : b.client_secret if plugin::soc2::is_literal(b.client_secret)]])) == 0
    error_message = "`default_action.authenticate_oidc.client_secret` is in clear text in the source; generate it, or read it from a secrets store, and change it where it was used."
  }
}

resource_policy "aws_alb_listener" "no_plaintext_password" {
  enforce {
    condition     = core::length(core::flatten([for a in attrs.default_action : [for b in a.authenticate_oidc : b.client_secret if plugin::soc2::is_literal(b.client_secret)]])) == 0
    error_message = "`default_action.authenticate_oidc.client_secret` is in clear text in the source; generate it, or read it from a secrets store, and change it where it was used."
  }
}

resource_policy "aws_lb_listener_rule" "no_plaintext_password" {
  enforce {
    condition     = core::length(core::flatten([for a in attrs.action : [for b in a.authenticate_oidc : b.client_secret if plugin::soc2::is_literal(b.client_secret)]])) == 0
    error_message = "`action.authenticate_oidc.client_secret` is in clear text in the source; generate it, or read it from a secrets store, and change it where it was used."
  }
}

resource_policy "aws_alb_listener_rule" "no_plaintext_password" {
  enforce {
    condition     = core::length(core::flatten([for a in attrs.action : [for b in a.authenticate_oidc : b.client_secret if plugin::soc2::is_literal(b.client_secret)]])) == 0
    error_message = "`action.authenticate_oidc.client_secret` is in clear text in the source; generate it, or read it from a secrets store, and change it where it was used."
  }
}

resource_policy "aws_quicksight_data_source" "no_plaintext_password" {
  enforce {
    condition     = core::length(core::flatten([for a in attrs.credentials : [for b in a.credential_pair : b.password if plugin::soc2::is_literal(b.password)]])) == 0
    error_message = "`credentials.credential_pair.password` is in clear text in the source; generate it, or read it from a secrets store, and change it where it was used."
  }
}

resource_policy "aws_redshift_hsm_configuration" "no_plaintext_password" {
  enforce {
    condition     = !plugin::soc2::is_literal(attrs.hsm_partition_password)
    error_message = "`hsm_partition_password` is in clear text in the source; generate it, or read it from a secrets store, and change it where it was used."
  }
}

resource_policy "aws_sns_platform_application" "no_plaintext_password" {
  enforce {
    condition     = !plugin::soc2::is_literal(attrs.platform_credential)
    error_message = "`platform_credential` is in clear text in the source; generate it, or read it from a secrets store, and change it where it was used."
  }
}

resource_policy "aws_storagegateway_file_system_association" "no_plaintext_password" {
  enforce {
    condition     = !plugin::soc2::is_literal(attrs.password)
    error_message = "`password` is in clear text in the source; generate it, or read it from a secrets store, and change it where it was used."
  }
}

resource_policy "aws_storagegateway_gateway" "no_plaintext_password" {
  enforce {
    condition     = !plugin::soc2::is_literal(attrs.smb_guest_password)
    error_message = "`smb_guest_password` is in clear text in the source; generate it, or read it from a secrets store, and change it where it was used."
  }

  enforce {
    condition     = core::length([for a in attrs.smb_active_directory_settings : a if plugin::soc2::is_literal(a.password)]) == 0
    error_message = "`smb_active_directory_settings.password` is in clear text in the source; generate it, or read it from a secrets store, and change it where it was used."
  }
}

resource_policy "aws_timestreaminfluxdb_db_instance" "no_plaintext_password" {
  enforce {
    condition     = !plugin::soc2::is_literal(attrs.password)
    error_message = "`password` is in clear text in the source; generate it, or read it from a secrets store, and change it where it was used."
  }
}

resource_policy "aws_timestreaminfluxdb_db_cluster" "no_plaintext_password" {
  enforce {
    condition     = !plugin::soc2::is_literal(attrs.password)
    error_message = "`password` is in clear text in the source; generate it, or read it from a secrets store, and change it where it was used."
  }
}

resource_policy "aws_vpn_connection" "no_plaintext_password" {
  enforce {
    condition     = !plugin::soc2::is_literal(attrs.tunnel1_preshared_key)
    error_message = "`tunnel1_preshared_key` is in clear text in the source; generate it, or read it from a secrets store, and change it where it was used."
  }

  enforce {
    condition     = !plugin::soc2::is_literal(attrs.tunnel2_preshared_key)
    error_message = "`tunnel2_preshared_key` is in clear text in the source; generate it, or read it from a secrets store, and change it where it was used."
  }
}

resource_policy "aws_workmail_user" "no_plaintext_password" {
  enforce {
    condition     = !plugin::soc2::is_literal(attrs.password)
    error_message = "`password` is in clear text in the source; generate it, or read it from a secrets store, and change it where it was used."
  }
}

resource_policy "aws_secretsmanager_secret_version" "no_plaintext_password" {
  locals {
    # To be replaced outside Terraform, and so no secret.
    placeholder = "(?i)^\\s*(|<.*>|x+|[*]+|change[_ -]?(me|it)|change[_ -]?me[_ -]?later|placeholder|replace[_ -]?me|to[_ -]?be[_ -]?(set|replaced|defined)|todo|dummy|tbd|none|null|initial|\\{\\s*\\})[.!]*\\s*$"
    whole       = plugin::soc2::is_literal(attrs.secret_string) && !core::regex_match(attrs.secret_string, local.placeholder)
    # The fields of JSON that the source spells out; null where it is no JSON.
    fields = core::try([for k, v in core::jsondecode(attrs.secret_string) : k if !core::regex_match(k, "(?i)^(db_?)?(user(_?name)?|login|host(_?name)?|port|engine|name|database|schema|region|proxy|(instance|cluster)_?identifier|master_?arn)$") && !core::regex_match("${v}", local.placeholder)], null)
    # What is assigned to the name of a secret, and addresses with a password, where only a part is known.
    text   = plugin::soc2::literal_text(attrs.secret_string)
    partly = plugin::soc2::is_literal(local.text) && !plugin::soc2::is_literal(attrs.secret_string)
    parts  = [for m in core::regexall("(?i)[\"']?[a-z0-9_.-]*(?:password|passwd|secret|token|api_?key|private_?key|credential|access_?key)[\"']?[ \\t]*:[ \\t]*[\"']?([^\\s\"',{}\\[\\]$][^\\s\"',{}\\[\\]$]*)", local.text) : m[0] if !core::regex_match(m[0], local.placeholder) && !core::regex_match(m[0], "^(arn:|/|(?i:true|false)$|[0-9]{1,4}$)")]
  }

  enforce {
    condition     = !(local.whole && (local.fields == null || core::length(core::try([for f in local.fields : f], [])) > 0))
    error_message = "`secret_string` is in clear text in the source; generate it, or read it from a secrets store, and change it where it was used."
  }

  enforce {
    condition     = !(local.partly && (core::length(local.parts) > 0 || core::regex_match(local.text, "[a-z]://[^/\\s:@]*:[^/\\s:@$<{]{3,}@")))
    error_message = "`secret_string` has a secret in clear text in the source; generate it, or read it from a secrets store, and change it where it was used."
  }

  enforce {
    condition     = !plugin::soc2::is_literal(attrs.secret_binary)
    error_message = "`secret_binary` is in clear text in the source; generate it, or read it from a secrets store, and change it where it was used."
  }
}

resource_policy "aws_ssm_parameter" "no_plaintext_password" {
  filter = attrs.type == "SecureString"

  locals {
    # To be replaced outside Terraform, and so no secret.
    placeholder = "(?i)^\\s*(|<.*>|x+|[*]+|change[_ -]?(me|it)|change[_ -]?me[_ -]?later|placeholder|replace[_ -]?me|to[_ -]?be[_ -]?(set|replaced|defined)|todo|dummy|tbd|none|null|initial|\\{\\s*\\})[.!]*\\s*$"
    whole       = plugin::soc2::is_literal(attrs.value) && !core::regex_match(attrs.value, local.placeholder)
    # The fields of JSON that the source spells out; null where it is no JSON.
    fields = core::try([for k, v in core::jsondecode(attrs.value) : k if !core::regex_match(k, "(?i)^(db_?)?(user(_?name)?|login|host(_?name)?|port|engine|name|database|schema|region|proxy|(instance|cluster)_?identifier|master_?arn)$") && !core::regex_match("${v}", local.placeholder)], null)
    # What is assigned to the name of a secret, and addresses with a password, where only a part is known.
    text   = plugin::soc2::literal_text(attrs.value)
    partly = plugin::soc2::is_literal(local.text) && !plugin::soc2::is_literal(attrs.value)
    parts  = [for m in core::regexall("(?i)[\"']?[a-z0-9_.-]*(?:password|passwd|secret|token|api_?key|private_?key|credential|access_?key)[\"']?[ \\t]*:[ \\t]*[\"']?([^\\s\"',{}\\[\\]$][^\\s\"',{}\\[\\]$]*)", local.text) : m[0] if !core::regex_match(m[0], local.placeholder) && !core::regex_match(m[0], "^(arn:|/|(?i:true|false)$|[0-9]{1,4}$)")]
  }

  enforce {
    condition     = !(local.whole && (local.fields == null || core::length(core::try([for f in local.fields : f], [])) > 0))
    error_message = "`value` is in clear text in the source; generate it, or read it from a secrets store, and change it where it was used."
  }

  enforce {
    condition     = !(local.partly && (core::length(local.parts) > 0 || core::regex_match(local.text, "[a-z]://[^/\\s:@]*:[^/\\s:@$<{]{3,}@")))
    error_message = "`value` has a secret in clear text in the source; generate it, or read it from a secrets store, and change it where it was used."
  }
}
