locals {
  soc2_aws_ssm_parameter_not_leaked_over_http = {
    title    = "Secure parameters are not sent to HTTP endpoints by data sources"
    severity = "high"
    preset   = "default"
    since    = "0.1.0"
    criteria = [
      { id = "CC6.1", strength = "partial", not_shown = "Who else reads the secret." },
      { id = "CC6.7", strength = "supports", not_shown = "Other ways by which the secret leaves, such as provisioners and scripts." },
    ]
    description = "A data source `http` makes its request whenever anybody plans, and whoever runs the endpoint, and every proxy on the way, reads the URL. A secret in it is how credentials are stolen through a pull request that looks harmless."
    remediation = {
      text   = "Take the secret out of the request; let the service that needs it read it from Parameter Store or Secrets Manager."
      before = <<-EOT
        resource "aws_ssm_parameter" "token" {
          name  = "/app/token"
          type  = "SecureString"
          value = random_password.token.result
        }

        resource "random_password" "token" {
          length = 32
        }

        data "http" "register" {
          url = "https://registry.example.com/?token=$${aws_ssm_parameter.token.value}"
        }
      EOT
      after  = <<-EOT
        resource "aws_ssm_parameter" "token" {
          name  = "/app/token"
          type  = "SecureString"
          value = random_password.token.result
        }

        resource "random_password" "token" {
          length = 32
        }

        data "http" "register" {
          url = "https://registry.example.com/?parameter=$${aws_ssm_parameter.token.name}"
        }
      EOT
    }
    references = [
      "https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/ssm_parameter",
      "https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/secretsmanager_secret_version",
      "https://registry.terraform.io/providers/hashicorp/http/latest/docs/data-sources/http",
    ]
  }
}

policy {
  required_providers {
    aws = { source = "hashicorp/aws", version = ">= 5.0.0, < 7.0.0" }
  }
}

resource_policy "aws_ssm_parameter" "parameter_not_leaked_over_http" {
  filter = attrs.type == "SecureString"

  locals {
    requests = plugin::soc2::http_requests_with(attrs.value)
  }

  enforce {
    condition     = core::length(local.requests) == 0
    error_message = "This parameter is sent over HTTP by ${plugin::soc2::listed(local.requests)}; take it out of the request, and rotate it."
  }
}

resource_policy "aws_secretsmanager_secret_version" "parameter_not_leaked_over_http" {
  locals {
    requests = plugin::soc2::http_requests_with(attrs.secret_string)
  }

  enforce {
    condition     = core::length(local.requests) == 0
    error_message = "This secret is sent over HTTP by ${plugin::soc2::listed(local.requests)}; take it out of the request, and rotate it."
  }
}
