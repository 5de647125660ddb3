locals {
  soc2_aws_redshift_transit_encrypted = {
    title    = "Redshift requires TLS"
    severity = "high"
    preset   = "default"
    since    = "0.1.0"
    criteria = [
      { id = "CC6.7", strength = "supports", not_shown = "Whether every client checks the certificate of the other side." },
      { id = "CC6.1", strength = "partial", not_shown = "Whether those who can reach it have to authenticate, and how well." },
    ]
    description = "A client that does not ask for TLS gets a connection in clear text, password included, unless the parameter group requires TLS. The default parameter group, and what clusters that use it were created with, is not visible here."
    remediation = {
      text   = "Set the parameter `require_ssl` to `true` in the parameter group; leave it so in serverless workgroups."
      before = <<-EOT
        resource "aws_redshift_parameter_group" "main" {
          name   = "main"
          family = "redshift-2.0"

          parameter {
            name  = "require_ssl"
            value = "false"
          }
        }
      EOT
      after  = <<-EOT
        resource "aws_redshift_parameter_group" "main" {
          name   = "main"
          family = "redshift-2.0"

          parameter {
            name  = "require_ssl"
            value = "true"
          }
        }
      EOT
    }
    references = [
      "https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/redshift_parameter_group",
      "https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/redshiftserverless_workgroup",
      "https://docs.aws.amazon.com/redshift/latest/mgmt/connecting-ssl-support.html",
    ]
  }
}

policy {
  required_providers {
    aws = { source = "hashicorp/aws", version = ">= 5.0.0, < 7.0.0" }
  }
}

resource_policy "aws_redshift_parameter_group" "transit_encrypted" {
  enforce {
    condition     = core::length([for p in attrs.parameter : p if core::lower(p.name) == "require_ssl" && core::lower(p.value) == "true"]) > 0
    error_message = "Clusters with this parameter group accept connections in clear text; add the parameter `require_ssl` with the value `true`."
  }
}

resource_policy "aws_redshiftserverless_workgroup" "transit_encrypted" {
  enforce {
    condition     = core::length([for p in attrs.config_parameter : p if core::lower(p.parameter_key) == "require_ssl" && core::lower(p.parameter_value) != "true"]) == 0
    error_message = "This workgroup accepts connections in clear text; set the parameter `require_ssl` to `true`."
  }
}
