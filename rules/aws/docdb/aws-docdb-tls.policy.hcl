locals {
  soc2_aws_docdb_tls = {
    title    = "DocumentDB clusters use TLS"
    severity = "high"
    preset   = "default"
    since    = "0.1.0"
    criteria = [
      { id = "CC6.7", strength = "supports", not_shown = "Which TLS versions clients negotiate with `enabled`, and whether they check the certificate." },
    ]
    description = "DocumentDB speaks TLS unless a parameter group switches it off, which people do to get a client to connect and then forget. Passwords and documents cross the network in clear text from then on."
    remediation = {
      text   = "Remove the parameter `tls`, or give it the value `enabled`, `fips-140-3`, `tls1.2+` or `tls1.3+`."
      before = <<-EOT
        resource "aws_docdb_cluster_parameter_group" "orders" {
          name   = "orders"
          family = "docdb5.0"

          parameter {
            name  = "tls"
            value = "disabled"
          }
        }
      EOT
      after  = <<-EOT
        resource "aws_docdb_cluster_parameter_group" "orders" {
          name   = "orders"
          family = "docdb5.0"

          parameter {
            name  = "tls"
            value = "tls1.2+"
          }
        }
      EOT
    }
    references = [
      "https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/docdb_cluster_parameter_group",
      "https://docs.aws.amazon.com/documentdb/latest/developerguide/security.encryption.ssl.html",
    ]
  }
}

policy {
  required_providers {
    aws = { source = "hashicorp/aws", version = ">= 5.0.0, < 7.0.0" }
  }
}

resource_policy "aws_docdb_cluster_parameter_group" "tls" {
  enforce {
    condition     = core::length([for p in attrs.parameter : p if p.name == "tls" && !core::contains(["enabled", "fips-140-3", "tls1.2+", "tls1.3+"], p.value)]) == 0
    error_message = "Clusters of this parameter group accept plain text; remove the parameter `tls` or set it to `enabled`, `tls1.2+`, `tls1.3+` or `fips-140-3`."
  }
}
