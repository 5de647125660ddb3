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
    condition     = core::length([for e in attrs.redis_settings : e if plugin::soc2::is_literal(e.auth_password)]) == 0
    error_message = "`redis_settings.auth_password` is in clear text in the source; generate it, or read it from a secrets store, and change it where it was used."
  }
}

resource_policy "aws_secretsmanager_secret_version" "no_plaintext_password" {
  # A placeholder, to be replaced outside Terraform, is no secret.
  enforce {
    condition     = !(plugin::soc2::is_literal(attrs.secret_string) && !core::regex_match(attrs.secret_string, "(?i)^\\s*(|change[_ -]?me|placeholder|replace[_ -]?me|todo|dummy|tbd|none|null|initial|\\{\\s*\\})[.!]*\\s*$"))
    error_message = "`secret_string` is in clear text in the source; generate it, or read it from a secrets store, and change it where it was used."
  }

  enforce {
    condition     = !plugin::soc2::is_literal(attrs.secret_binary)
    error_message = "`secret_binary` is in clear text in the source; generate it, or read it from a secrets store, and change it where it was used."
  }
}

resource_policy "aws_ssm_parameter" "no_plaintext_password" {
  filter = attrs.type == "SecureString"

  # A placeholder, to be replaced outside Terraform, is no secret.
  enforce {
    condition     = !(plugin::soc2::is_literal(attrs.value) && !core::regex_match(attrs.value, "(?i)^\\s*(|change[_ -]?me|placeholder|replace[_ -]?me|todo|dummy|tbd|none|null|initial|\\{\\s*\\})[.!]*\\s*$"))
    error_message = "`value` is in clear text in the source; generate it, or read it from a secrets store, and change it where it was used."
  }
}
