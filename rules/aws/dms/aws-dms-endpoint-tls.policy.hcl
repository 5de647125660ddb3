locals {
  soc2_aws_dms_endpoint_tls = {
    title    = "DMS endpoints use TLS"
    severity = "high"
    preset   = "default"
    since    = "0.1.0"
    criteria = [
      { id = "CC6.7", strength = "supports", not_shown = "With `require` the certificate of the server is not checked." },
    ]
    description = "A migration reads whole databases over the network, often from another data centre. Without TLS everybody on the way gets the copy, and the password of the database first."
    remediation = {
      text   = "Set `ssl_mode` to `require`, `verify-ca` or `verify-full`."
      before = <<-EOT
        resource "aws_dms_endpoint" "source" {
          endpoint_id   = "orders"
          endpoint_type = "source"
          engine_name   = "postgres"
          server_name   = "db.example.com"
          port          = 5432
          database_name = "orders"
          ssl_mode      = "none"
        }
      EOT
      after  = <<-EOT
        resource "aws_dms_endpoint" "source" {
          endpoint_id   = "orders"
          endpoint_type = "source"
          engine_name   = "postgres"
          server_name   = "db.example.com"
          port          = 5432
          database_name = "orders"
          ssl_mode      = "require"
        }
      EOT
    }
    references = [
      "https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/dms_endpoint",
      "https://docs.aws.amazon.com/dms/latest/userguide/CHAP_Security.SSL.html",
    ]
  }
}

policy {
  required_providers {
    aws = { source = "hashicorp/aws", version = ">= 5.0.0, < 7.0.0" }
  }
}

input "aws-dms-endpoint-tls-engines-without-ssl-mode" {
  type        = list(string)
  default     = ["s3", "dynamodb", "kinesis", "kafka", "opensearch", "elasticsearch", "neptune", "redshift", "redshift-serverless", "redis", "azuredb"]
  description = "Engines whose endpoints have no `ssl_mode`, or always use TLS."
}

resource_policy "aws_dms_endpoint" "endpoint_tls" {
  filter = !core::contains(input.aws-dms-endpoint-tls-engines-without-ssl-mode, attrs.engine_name)

  enforce {
    condition     = attrs.ssl_mode == "require" || attrs.ssl_mode == "verify-ca" || attrs.ssl_mode == "verify-full"
    error_message = "This endpoint may talk in clear text; set `ssl_mode` to `require`, `verify-ca` or `verify-full`."
  }
}

resource_policy "aws_dms_endpoint" "endpoint_tls_redis" {
  filter = attrs.engine_name == "redis"

  enforce {
    condition     = core::length([for r in attrs.redis_settings : r if r.ssl_security_protocol == "plaintext"]) == 0
    error_message = "This endpoint talks to Redis in clear text; set `ssl_security_protocol = \"ssl-encryption\"` in `redis_settings`."
  }
}
