locals {
  soc2_aws_rds_transport_encrypted = {
    title    = "RDS databases force TLS"
    severity = "high"
    preset   = "default"
    since    = "0.1.0"
    criteria = [
      { id = "CC6.7", strength = "supports", not_shown = "Whether clients check the certificate of the database, and parameter groups of other configurations." },
    ]
    description = "A driver that is not told to use TLS often does not, and no error shows it. Only the parameter group makes the database refuse: `rds.force_ssl` for PostgreSQL and SQL Server, `require_secure_transport` for MySQL and MariaDB. RDS for PostgreSQL 15, RDS for MariaDB 11.8 and Aurora PostgreSQL 17 and newer refuse by default."
    remediation = {
      text   = "Set `rds.force_ssl` or `require_secure_transport` to `1` in a parameter group of your own and use it."
      before = <<-EOT
        resource "aws_db_parameter_group" "orders" {
          name   = "orders"
          family = "mysql8.0"

          parameter {
            name  = "require_secure_transport"
            value = "0"
          }
        }

        resource "aws_db_instance" "orders" {
          identifier                  = "orders"
          engine                      = "mysql"
          engine_version              = "8.0.42"
          instance_class              = "db.t4g.medium"
          allocated_storage           = 20
          username                    = "orders"
          manage_master_user_password = true
          parameter_group_name        = aws_db_parameter_group.orders.name
        }
      EOT
      after  = <<-EOT
        resource "aws_db_parameter_group" "orders" {
          name   = "orders"
          family = "mysql8.0"

          parameter {
            name  = "require_secure_transport"
            value = "1"
          }
        }

        resource "aws_db_instance" "orders" {
          identifier                  = "orders"
          engine                      = "mysql"
          engine_version              = "8.0.42"
          instance_class              = "db.t4g.medium"
          allocated_storage           = 20
          username                    = "orders"
          manage_master_user_password = true
          parameter_group_name        = aws_db_parameter_group.orders.name
        }
      EOT
    }
    references = [
      "https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/db_parameter_group",
      "https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/rds_cluster_parameter_group",
      "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/UsingWithRDS.SSL.html",
      "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/PostgreSQL.Concepts.General.SSL.html",
    ]
  }
}

policy {
  required_providers {
    aws = { source = "hashicorp/aws", version = ">= 5.0.0, < 7.0.0" }
  }
}

resource_policy "aws_db_instance" "transport_encrypted" {
  # Parameter groups of another configuration can't be judged here, and replicas are told by their source.
  filter = !plugin::soc2::is_set(attrs.replicate_source_db) && (core::length(local.families) > 0 || (local.default_group && local.weak_default))

  locals {
    groups   = [for g in core::getresources("aws_db_parameter_group", { name = attrs.parameter_group_name }) : g if attrs.parameter_group_name != null && !(plugin::soc2::is_literal(attrs.parameter_group_name) && core::startswith(attrs.parameter_group_name, "default."))]
    families = [for g in local.groups : g if core::regex_match(g.family, "^(postgres|aurora-postgresql|sqlserver|mysql|mariadb|aurora-mysql)|db2")]
    # Newer PostgreSQL requires TLS unless told otherwise; of newer MariaDB we have no source that says so.
    mariadb = "what RDS for MariaDB 11.8 and newer does without `require_secure_transport`"
    force_ssl        = [for g in local.groups : g if core::regex_match(g.family, "^(postgres|aurora-postgresql|sqlserver)") && !(core::length([for p in g.parameter : p if p.name == "rds.force_ssl" && core::contains(["1", "on", "true"], core::lower(p.value))]) > 0 || (core::regex_match(g.family, "^(postgres(1[5-9]|[2-9][0-9])|aurora-postgresql(1[7-9]|[2-9][0-9]))") && core::length([for p in g.parameter : p if p.name == "rds.force_ssl"]) == 0))]
    secure_transport = [for g in local.groups : g if core::regex_match(g.family, "^(mysql|mariadb|aurora-mysql)") && !(core::length([for p in g.parameter : p if p.name == "require_secure_transport" && core::contains(["1", "on", "true"], core::lower(p.value))]) > 0 || (core::regex_match(g.family, "^mariadb(11[.]([89]|[1-9][0-9])|1[2-9]|[2-9][0-9])") && core::length([for p in g.parameter : p if p.name == "require_secure_transport"]) == 0 && plugin::soc2::undetermined(local.mariadb)))]
    db2comm          = [for g in local.groups : g if core::regex_match(g.family, "db2") && !(core::length([for p in g.parameter : p if p.name == "db2comm" && core::contains(["ssl"], core::lower(p.value))]) > 0)]

    default_group = attrs.parameter_group_name == null || attrs.parameter_group_name == "" || core::startswith(attrs.parameter_group_name, "default.")
    engine        = attrs.engine == null ? "" : attrs.engine
    version       = attrs.engine_version == null ? "" : attrs.engine_version
    weak_default = (
      core::regex_match(local.engine, "^(sqlserver|mysql|aurora-mysql)") ||
      (local.engine == "mariadb" && core::regex_match(local.version, "^([0-9]([.]|$)|10([.]|$)|11[.][0-7]([.]|$))")) ||
      (local.engine == "mariadb" && core::regex_match(local.version, "^(11[.]([89]|[1-9][0-9])|1[2-9]|[2-9][0-9])") && !plugin::soc2::undetermined(local.mariadb)) ||
      (local.engine == "postgres" && core::regex_match(local.version, "^([0-9]|1[0-4])([.]|$)")) ||
      (local.engine == "aurora-postgresql" && core::regex_match(local.version, "^([0-9]|1[0-6])([.]|$)"))
    )
  }

  enforce {
    condition     = core::length(local.families) > 0 || !(local.default_group && local.weak_default)
    error_message = "The default parameter group lets this database accept connections in clear text; use a group of your own with `rds.force_ssl` or `require_secure_transport` set to `1`."
  }

  enforce {
    condition     = core::length(local.force_ssl) == 0
    error_message = "This database accepts connections in clear text; set the parameter `rds.force_ssl` to `1` in its parameter group."
  }

  enforce {
    condition     = core::length(local.secure_transport) == 0
    error_message = "This database accepts connections in clear text; set the parameter `require_secure_transport` to `1` in its parameter group."
  }

  enforce {
    condition     = core::length(local.db2comm) == 0
    error_message = "This database accepts connections in clear text; set the parameter `db2comm` to `SSL` in its parameter group."
  }
}

resource_policy "aws_rds_cluster" "transport_encrypted" {
  # Parameter groups of another configuration can't be judged here, and replicas are told by their source.
  filter = !plugin::soc2::is_set(attrs.replication_source_identifier) && (core::length(local.families) > 0 || (local.default_group && local.weak_default))

  locals {
    groups   = [for g in core::getresources("aws_rds_cluster_parameter_group", { name = attrs.db_cluster_parameter_group_name }) : g if attrs.db_cluster_parameter_group_name != null && !(plugin::soc2::is_literal(attrs.db_cluster_parameter_group_name) && core::startswith(attrs.db_cluster_parameter_group_name, "default."))]
    families = [for g in local.groups : g if core::regex_match(g.family, "^(postgres|aurora-postgresql|sqlserver|mysql|mariadb|aurora-mysql)|db2")]
    # Newer PostgreSQL requires TLS unless told otherwise; of newer MariaDB we have no source that says so.
    mariadb = "what RDS for MariaDB 11.8 and newer does without `require_secure_transport`"
    force_ssl        = [for g in local.groups : g if core::regex_match(g.family, "^(postgres|aurora-postgresql|sqlserver)") && !(core::length([for p in g.parameter : p if p.name == "rds.force_ssl" && core::contains(["1", "on", "true"], core::lower(p.value))]) > 0 || (core::regex_match(g.family, "^(postgres(1[5-9]|[2-9][0-9])|aurora-postgresql(1[7-9]|[2-9][0-9]))") && core::length([for p in g.parameter : p if p.name == "rds.force_ssl"]) == 0))]
    secure_transport = [for g in local.groups : g if core::regex_match(g.family, "^(mysql|mariadb|aurora-mysql)") && !(core::length([for p in g.parameter : p if p.name == "require_secure_transport" && core::contains(["1", "on", "true"], core::lower(p.value))]) > 0 || (core::regex_match(g.family, "^mariadb(11[.]([89]|[1-9][0-9])|1[2-9]|[2-9][0-9])") && core::length([for p in g.parameter : p if p.name == "require_secure_transport"]) == 0 && plugin::soc2::undetermined(local.mariadb)))]
    db2comm          = [for g in local.groups : g if core::regex_match(g.family, "db2") && !(core::length([for p in g.parameter : p if p.name == "db2comm" && core::contains(["ssl"], core::lower(p.value))]) > 0)]

    default_group = attrs.db_cluster_parameter_group_name == null || attrs.db_cluster_parameter_group_name == "" || core::startswith(attrs.db_cluster_parameter_group_name, "default.")
    engine        = attrs.engine == null ? "" : attrs.engine
    version       = attrs.engine_version == null ? "" : attrs.engine_version
    weak_default = (
      core::regex_match(local.engine, "^(sqlserver|mysql|aurora-mysql)") ||
      (local.engine == "mariadb" && core::regex_match(local.version, "^([0-9]([.]|$)|10([.]|$)|11[.][0-7]([.]|$))")) ||
      (local.engine == "mariadb" && core::regex_match(local.version, "^(11[.]([89]|[1-9][0-9])|1[2-9]|[2-9][0-9])") && !plugin::soc2::undetermined(local.mariadb)) ||
      (local.engine == "postgres" && core::regex_match(local.version, "^([0-9]|1[0-4])([.]|$)")) ||
      (local.engine == "aurora-postgresql" && core::regex_match(local.version, "^([0-9]|1[0-6])([.]|$)"))
    )
  }

  enforce {
    condition     = core::length(local.families) > 0 || !(local.default_group && local.weak_default)
    error_message = "The default parameter group lets this database accept connections in clear text; use a group of your own with `rds.force_ssl` or `require_secure_transport` set to `1`."
  }

  enforce {
    condition     = core::length(local.force_ssl) == 0
    error_message = "This database accepts connections in clear text; set the parameter `rds.force_ssl` to `1` in its parameter group."
  }

  enforce {
    condition     = core::length(local.secure_transport) == 0
    error_message = "This database accepts connections in clear text; set the parameter `require_secure_transport` to `1` in its parameter group."
  }

  enforce {
    condition     = core::length(local.db2comm) == 0
    error_message = "This database accepts connections in clear text; set the parameter `db2comm` to `SSL` in its parameter group."
  }
}
