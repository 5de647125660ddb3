locals {
  soc2_aws_rds_no_vulnerable_postgres = {
    title    = "PostgreSQL versions with known file read flaws are not used"
    severity = "high"
    preset   = "default"
    since    = "0.1.0"
    criteria = [
      { id = "CC7.1", strength = "supports", not_shown = "Other flaws of the version, and how soon updates are applied." },
    ]
    description = "In these versions, users of the database could read files of its host through an extension, credentials of the service included. AWS fixed it in newer minor versions; a version pinned below them is a known vulnerability left open."
    remediation = {
      text   = "Set `engine_version` to a supported version; PostgreSQL 14 and newer and Aurora PostgreSQL 12 and newer do not have the flaw."
      before = <<-EOT
        resource "aws_db_instance" "orders" {
          identifier                  = "orders"
          engine                      = "postgres"
          engine_version              = "13.2"
          instance_class              = "db.t4g.medium"
          allocated_storage           = 20
          username                    = "orders"
          manage_master_user_password = true
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
      "https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/rds_cluster",
      "https://aws.amazon.com/security/security-bulletins/AWS-2022-004/",
      "https://docs.aws.amazon.com/AmazonRDS/latest/PostgreSQLReleaseNotes/postgresql-versions.html",
    ]
  }
}

policy {
  required_providers {
    aws = { source = "hashicorp/aws", version = ">= 5.0.0, < 7.0.0" }
  }
}

resource_policy "aws_db_instance" "no_vulnerable_postgres" {
  # A major version alone does not tell which minor version will run.
  filter = (attrs.engine == "postgres" || attrs.engine == "aurora-postgresql") && attrs.engine_version != null && core::regex_match(attrs.engine_version, "^(9\\.[0-9]+\\.[0-9]+|[1-9][0-9]+\\.[0-9]+)")

  locals {
    version = core::regex("^[0-9]+(?:\\.[0-9]+)*", attrs.engine_version)
  }

  enforce {
    condition = attrs.engine == "postgres" ? (
      core::semverconstraint(local.version, ">= 14") || core::semverconstraint(local.version, ">= 13.3, < 14") ||
      core::semverconstraint(local.version, ">= 12.7, < 13") || core::semverconstraint(local.version, ">= 11.12, < 12") ||
      core::semverconstraint(local.version, ">= 10.17, < 11") || core::semverconstraint(local.version, ">= 9.6.22, < 10")
      ) : (
      core::semverconstraint(local.version, ">= 12") || core::semverconstraint(local.version, ">= 11.9, < 12") || core::semverconstraint(local.version, ">= 10.14, < 11")
    )
    error_message = "PostgreSQL ${attrs.engine_version} has a flaw by which users read files of the host; upgrade `engine_version`."
  }
}

resource_policy "aws_rds_cluster" "no_vulnerable_postgres" {
  # A major version alone does not tell which minor version will run.
  filter = (attrs.engine == "postgres" || attrs.engine == "aurora-postgresql") && attrs.engine_version != null && core::regex_match(attrs.engine_version, "^(9\\.[0-9]+\\.[0-9]+|[1-9][0-9]+\\.[0-9]+)")

  locals {
    version = core::regex("^[0-9]+(?:\\.[0-9]+)*", attrs.engine_version)
  }

  enforce {
    condition = attrs.engine == "postgres" ? (
      core::semverconstraint(local.version, ">= 14") || core::semverconstraint(local.version, ">= 13.3, < 14") ||
      core::semverconstraint(local.version, ">= 12.7, < 13") || core::semverconstraint(local.version, ">= 11.12, < 12") ||
      core::semverconstraint(local.version, ">= 10.17, < 11") || core::semverconstraint(local.version, ">= 9.6.22, < 10")
      ) : (
      core::semverconstraint(local.version, ">= 12") || core::semverconstraint(local.version, ">= 11.9, < 12") || core::semverconstraint(local.version, ">= 10.14, < 11")
    )
    error_message = "PostgreSQL ${attrs.engine_version} has a flaw by which users read files of the host; upgrade `engine_version`."
  }
}

resource_policy "aws_rds_cluster_instance" "no_vulnerable_postgres" {
  # A major version alone does not tell which minor version will run.
  filter = (attrs.engine == "postgres" || attrs.engine == "aurora-postgresql") && attrs.engine_version != null && core::regex_match(attrs.engine_version, "^(9\\.[0-9]+\\.[0-9]+|[1-9][0-9]+\\.[0-9]+)")

  locals {
    version = core::regex("^[0-9]+(?:\\.[0-9]+)*", attrs.engine_version)
  }

  enforce {
    condition = attrs.engine == "postgres" ? (
      core::semverconstraint(local.version, ">= 14") || core::semverconstraint(local.version, ">= 13.3, < 14") ||
      core::semverconstraint(local.version, ">= 12.7, < 13") || core::semverconstraint(local.version, ">= 11.12, < 12") ||
      core::semverconstraint(local.version, ">= 10.17, < 11") || core::semverconstraint(local.version, ">= 9.6.22, < 10")
      ) : (
      core::semverconstraint(local.version, ">= 12") || core::semverconstraint(local.version, ">= 11.9, < 12") || core::semverconstraint(local.version, ">= 10.14, < 11")
    )
    error_message = "PostgreSQL ${attrs.engine_version} has a flaw by which users read files of the host; upgrade `engine_version`."
  }
}
