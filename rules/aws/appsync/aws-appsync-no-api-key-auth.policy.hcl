locals {
  soc2_aws_appsync_no_api_key_auth = {
    title    = "AppSync APIs do not authenticate with API keys"
    severity = "high"
    preset   = "default"
    since    = "0.1.0"
    criteria = [
      { id = "CC6.1", strength = "supports", not_shown = "Whether the other mode limits each user to what is theirs." },
    ]
    description = "An AppSync API key is one shared secret that ends up in browsers and apps and tells nobody apart. AWS gives it for prototypes. An auditor asks who called, and a key can not answer."
    remediation = {
      text   = "Use `AWS_IAM`, `AMAZON_COGNITO_USER_POOLS`, `OPENID_CONNECT` or `AWS_LAMBDA` in `authentication_type` and in additional providers."
      before = <<-EOT
        resource "aws_appsync_graphql_api" "orders" {
          name                = "orders"
          authentication_type = "API_KEY"
        }
      EOT
      after  = <<-EOT
        resource "aws_appsync_graphql_api" "orders" {
          name                = "orders"
          authentication_type = "AWS_IAM"
        }
      EOT
    }
    references = [
      "https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/appsync_graphql_api",
      "https://docs.aws.amazon.com/appsync/latest/devguide/security-authz.html",
    ]
  }
}

policy {
  required_providers {
    aws = { source = "hashicorp/aws", version = ">= 5.0.0, < 7.0.0" }
  }
}

resource_policy "aws_appsync_graphql_api" "no_api_key_auth" {
  enforce {
    condition     = attrs.authentication_type != "API_KEY" && core::length([for p in attrs.additional_authentication_provider : p if p.authentication_type == "API_KEY"]) == 0
    error_message = "This API lets in whoever has its API key; use `AWS_IAM`, `AMAZON_COGNITO_USER_POOLS`, `OPENID_CONNECT` or `AWS_LAMBDA` instead of `API_KEY`."
  }
}

resource_policy "aws_appsync_api" "no_api_key_auth" {
  enforce {
    condition     = core::length(core::flatten([for c in attrs.event_config : [for p in c.auth_provider : p if p.auth_type == "API_KEY"]])) == 0
    error_message = "This API lets in whoever has its API key; use `AWS_IAM`, `AMAZON_COGNITO_USER_POOLS`, `OPENID_CONNECT` or `AWS_LAMBDA` instead of `API_KEY`."
  }
}
