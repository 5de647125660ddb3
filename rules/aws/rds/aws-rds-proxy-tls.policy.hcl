locals {
  soc2_aws_rds_proxy_tls = {
    title    = "RDS proxies require TLS"
    severity = "high"
    preset   = "default"
    since    = "0.1.0"
    criteria = [
      { id = "CC6.7", strength = "supports", not_shown = "Whether every client checks the certificate of the other side." },
    ]
    description = "A proxy accepts connections in clear text unless it requires TLS, and applications behind it often fall back without a word. Then passwords and rows cross the network readable."
    remediation = {
      text   = "Set `require_tls = true`."
      before = <<-EOT
        resource "aws_db_proxy" "orders" {
          name           = "orders"
          engine_family  = "POSTGRESQL"
          role_arn       = "arn:aws:iam::123456789012:role/proxy"
          vpc_subnet_ids = ["subnet-0123456789abcdef0", "subnet-0123456789abcdef1"]
          require_tls    = false

          auth {
            iam_auth   = "REQUIRED"
            secret_arn = "arn:aws:secretsmanager:eu-west-1:123456789012:secret:orders"
          }
        }
      EOT
      after  = <<-EOT
        resource "aws_db_proxy" "orders" {
          name           = "orders"
          engine_family  = "POSTGRESQL"
          role_arn       = "arn:aws:iam::123456789012:role/proxy"
          vpc_subnet_ids = ["subnet-0123456789abcdef0", "subnet-0123456789abcdef1"]
          require_tls    = true

          auth {
            iam_auth   = "REQUIRED"
            secret_arn = "arn:aws:secretsmanager:eu-west-1:123456789012:secret:orders"
          }
        }
      EOT
    }
    references = [
      "https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/db_proxy",
      "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/rds-proxy.howitworks.html#rds-proxy-security",
    ]
  }
}

policy {
  required_providers {
    aws = { source = "hashicorp/aws", version = ">= 5.0.0, < 7.0.0" }
  }
}

resource_policy "aws_db_proxy" "proxy_tls" {
  enforce {
    condition     = attrs.require_tls == true
    error_message = "This proxy accepts connections in clear text; set `require_tls = true`."
  }
}
