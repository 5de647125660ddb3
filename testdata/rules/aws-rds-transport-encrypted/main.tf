variable "group" {
  type = string
}

variable "force_ssl" {
  type = string
}

resource "aws_db_parameter_group" "off" {
  name_prefix = "orders-"
  family      = "postgres14"
}

# expect: fail, the group is found by reference
resource "aws_db_instance" "off" {
  engine               = "postgres"
  instance_class       = "db.t4g.medium"
  parameter_group_name = aws_db_parameter_group.off.id
}

resource "aws_db_parameter_group" "on" {
  name_prefix = "orders-"
  family      = "postgres14"

  parameter {
    name  = "rds.force_ssl"
    value = 1
  }
}

# expect: pass
resource "aws_db_instance" "on" {
  engine               = "postgres"
  instance_class       = "db.t4g.medium"
  parameter_group_name = aws_db_parameter_group.on.name
}

resource "aws_db_parameter_group" "variable" {
  name   = "rules-variable"
  family = "postgres14"

  parameter {
    name  = "rds.force_ssl"
    value = var.force_ssl
  }
}

# expect: undetermined, var.force_ssl
resource "aws_db_instance" "variable" {
  engine               = "postgres"
  instance_class       = "db.t4g.medium"
  parameter_group_name = "rules-variable"
}

# expect: undetermined, var.group may be any group
resource "aws_db_instance" "variable_group" {
  engine               = "postgres"
  engine_version       = "16.4"
  instance_class       = "db.t4g.medium"
  parameter_group_name = var.group
}

# expect: not applicable, a replica
resource "aws_db_instance" "replica" {
  instance_class      = "db.t4g.medium"
  replicate_source_db = aws_db_instance.off.identifier
}

resource "aws_db_parameter_group" "prefixed" {
  name_prefix = "orders-"
  family      = "postgres16"

  dynamic "parameter" {
    for_each = { "rds.force_ssl" = 0 }

    content {
      name  = parameter.key
      value = parameter.value
    }
  }
}

# expect: fail, switched off in a group whose name AWS completes
resource "aws_db_instance" "prefixed" {
  engine               = "postgres"
  engine_version       = "16.3"
  instance_class       = "db.t4g.medium"
  parameter_group_name = aws_db_parameter_group.prefixed.name
}

# expect: fail, no group of one's own has the name of a default one
resource "aws_db_instance" "default_of_postgres_14" {
  engine               = "postgres"
  engine_version       = "14.12"
  instance_class       = "db.t4g.medium"
  parameter_group_name = "default.postgres14"
}

resource "aws_db_parameter_group" "mariadb" {
  name   = "rules-mariadb"
  family = "mariadb11.8"
}

# expect: undetermined, nobody here knows what MariaDB 11.8 does by default
resource "aws_db_instance" "mariadb" {
  engine               = "mariadb"
  engine_version       = "11.8"
  instance_class       = "db.t4g.medium"
  parameter_group_name = aws_db_parameter_group.mariadb.name
}

# expect: undetermined, the same for the group of the service
resource "aws_db_instance" "mariadb_default" {
  engine         = "mariadb"
  engine_version = "11.8"
  instance_class = "db.t4g.medium"
}
