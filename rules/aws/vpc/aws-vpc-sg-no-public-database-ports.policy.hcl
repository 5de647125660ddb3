locals {
  soc2_aws_vpc_sg_no_public_database_ports = {
    title    = "Security groups do not open database, cache, search or queue ports to the internet"
    severity = "high"
    preset   = "default"
    since    = "0.1.0"
    criteria = [
      { id = "CC6.6", strength = "supports", not_shown = "Whether groups outside this configuration open the same ports." },
      { id = "CC6.1", strength = "supports", not_shown = "Whether the data stores ask for a login, and what that login may do." },
    ]
    description = "Databases, caches, search clusters and brokers belong behind the application: several of them ask for no password by default, and the others give away everything at once. An auditor samples the rules in front of data stores and expects the application's own groups as the only source."
    remediation = {
      text   = "Let the application's security group in instead of an address range."
      before = <<-EOT
        resource "aws_security_group" "database" {
          name = "database"
        }

        resource "aws_vpc_security_group_ingress_rule" "database" {
          security_group_id = aws_security_group.database.id
          cidr_ipv4         = "0.0.0.0/0"
          ip_protocol       = "tcp"
          from_port         = 5432
          to_port           = 5432
        }
      EOT
      after  = <<-EOT
        resource "aws_security_group" "database" {
          name = "database"
        }

        resource "aws_vpc_security_group_ingress_rule" "database" {
          security_group_id = aws_security_group.database.id
          cidr_ipv4         = "10.20.0.0/16"
          ip_protocol       = "tcp"
          from_port         = 5432
          to_port           = 5432
        }
      EOT
    }
    references = [
      "https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html",
      "https://docs.aws.amazon.com/securityhub/latest/userguide/ec2-controls.html",
      "https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/vpc_security_group_ingress_rule",
    ]
  }
}

policy {
  required_providers {
    aws = { source = "hashicorp/aws", version = ">= 5.0.0, < 7.0.0" }
  }
}

input "aws-vpc-sg-no-public-database-ports-services" {
  type        = map(string)
  description = "Ports of data stores that must not be open to the internet, each with the name of its service."
  default = {
    "tcp/1433"  = "SQL Server"
    "tcp/1434"  = "SQL Server"
    "udp/1434"  = "SQL Server"
    "tcp/1521"  = "Oracle"
    "tcp/2483"  = "Oracle"
    "tcp/2484"  = "Oracle"
    "tcp/3306"  = "MySQL"
    "tcp/5432"  = "PostgreSQL"
    "tcp/5439"  = "Redshift"
    "tcp/27017" = "MongoDB"
    "tcp/27018" = "MongoDB"
    "tcp/27019" = "MongoDB"
    "tcp/6379"  = "Redis"
    "tcp/11211" = "Memcached"
    "udp/11211" = "Memcached"
    "tcp/7000"  = "Cassandra"
    "tcp/7001"  = "Cassandra"
    "tcp/7199"  = "Cassandra"
    "tcp/8888"  = "Cassandra"
    "tcp/9042"  = "Cassandra"
    "tcp/9160"  = "Cassandra"
    "tcp/5601"  = "Kibana"
    "tcp/9200"  = "Elasticsearch"
    "tcp/9300"  = "Elasticsearch"
    "tcp/9092"  = "Kafka"
    "tcp/9094"  = "Kafka"
    "tcp/9096"  = "Kafka"
    "tcp/9098"  = "Kafka"
    "tcp/2181"  = "ZooKeeper"
  }
}

resource_policy "aws_security_group" "no_public_database_ports" {
  locals {
    services = input.aws-vpc-sg-no-public-database-ports-services
    open     = [for rule in core::try(attrs.ingress, [])[*] : rule if plugin::soc2::opens_ports(rule, core::keys(local.services))]
    opened   = plugin::soc2::listed([for rule in local.open : [for port in plugin::soc2::opened_ports(rule, core::keys(local.services)) : local.services[port]]])
    ports    = plugin::soc2::listed([for rule in local.open : plugin::soc2::rule_ports(rule)])
    ranges   = plugin::soc2::listed([for rule in local.open : plugin::soc2::public_ranges(rule)])
  }

  enforce {
    condition     = core::length(local.open) == 0
    error_message = "An ingress rule for ${local.ports} opens ${local.opened} to ${local.ranges}; allow the application's security group instead."
  }
}

resource_policy "aws_default_security_group" "no_public_database_ports" {
  locals {
    services = input.aws-vpc-sg-no-public-database-ports-services
    open     = [for rule in core::try(attrs.ingress, [])[*] : rule if plugin::soc2::opens_ports(rule, core::keys(local.services))]
    opened   = plugin::soc2::listed([for rule in local.open : [for port in plugin::soc2::opened_ports(rule, core::keys(local.services)) : local.services[port]]])
    ports    = plugin::soc2::listed([for rule in local.open : plugin::soc2::rule_ports(rule)])
    ranges   = plugin::soc2::listed([for rule in local.open : plugin::soc2::public_ranges(rule)])
  }

  enforce {
    condition     = core::length(local.open) == 0
    error_message = "An ingress rule for ${local.ports} opens ${local.opened} to ${local.ranges}; allow the application's security group instead."
  }
}

resource_policy "aws_security_group_rule" "no_public_database_ports" {
  filter = attrs.type == "ingress"

  locals {
    services = input.aws-vpc-sg-no-public-database-ports-services
    opened   = plugin::soc2::listed([for port in plugin::soc2::opened_ports(attrs, core::keys(local.services)) : local.services[port]])
    ports    = plugin::soc2::rule_ports(attrs)
    ranges   = plugin::soc2::listed(plugin::soc2::public_ranges(attrs))
  }

  enforce {
    condition     = !plugin::soc2::opens_ports(attrs, core::keys(local.services))
    error_message = "The rule for ${local.ports} opens ${local.opened} to ${local.ranges}; allow the application's security group instead."
  }
}

resource_policy "aws_vpc_security_group_ingress_rule" "no_public_database_ports" {
  locals {
    services = input.aws-vpc-sg-no-public-database-ports-services
    opened   = plugin::soc2::listed([for port in plugin::soc2::opened_ports(attrs, core::keys(local.services)) : local.services[port]])
    ports    = plugin::soc2::rule_ports(attrs)
    ranges   = plugin::soc2::listed(plugin::soc2::public_ranges(attrs))
  }

  enforce {
    condition     = !plugin::soc2::opens_ports(attrs, core::keys(local.services))
    error_message = "The rule for ${local.ports} opens ${local.opened} to ${local.ranges}; allow the application's security group instead."
  }
}
