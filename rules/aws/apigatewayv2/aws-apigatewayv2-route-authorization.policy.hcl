locals {
  soc2_aws_apigatewayv2_route_authorization = {
    title    = "HTTP and WebSocket routes specify an authorization type"
    severity = "high"
    preset   = "default"
    since    = "0.1.0"
    criteria = [
      { id = "CC6.1", strength = "supports", not_shown = "Whether the authorizer checks what it should." },
      { id = "CC6.6", strength = "supports", not_shown = "Throttling, input validation and what the backend behind the route accepts." },
    ]
    description = "A route without authorization answers everybody who finds its URL. An auditor asks which calls are public and why. Preflight routes (`OPTIONS`) and WebSocket routes after `$connect`, which the connection has authorized, are not judged."
    remediation = {
      text   = "Set `authorization_type` to `AWS_IAM`, `CUSTOM` or `JWT`."
      before = <<-EOT
        resource "aws_apigatewayv2_route" "orders" {
          api_id    = "a1b2c3d4e5"
          route_key = "GET /orders"
        }
      EOT
      after  = <<-EOT
        resource "aws_apigatewayv2_route" "orders" {
          api_id             = "a1b2c3d4e5"
          route_key          = "GET /orders"
          authorization_type = "JWT"
          authorizer_id      = "f6g7h8"
        }
      EOT
    }
    references = [
      "https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/apigatewayv2_route",
      "https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-access-control.html",
      "https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-websocket-api-control-access.html",
    ]
  }
}

policy {
  required_providers {
    aws = { source = "hashicorp/aws", version = ">= 5.0.0, < 7.0.0" }
  }
}

resource_policy "aws_apigatewayv2_route" "route_authorization" {
  # Keys of HTTP routes have a method and a path; `$default` is of either kind of API.
  filter = !core::startswith(attrs.route_key, "OPTIONS ") && (
    attrs.route_key == "$connect" ||
    core::regex_match(attrs.route_key, "^[A-Z]+ /") ||
    (attrs.route_key == "$default" && core::length(core::getresources("aws_apigatewayv2_api", { id = attrs.api_id, protocol_type = "WEBSOCKET" })) == 0)
  )

  enforce {
    condition     = attrs.authorization_type == "AWS_IAM" || attrs.authorization_type == "CUSTOM" || attrs.authorization_type == "JWT"
    error_message = "Everybody may call this route; set `authorization_type` to `AWS_IAM`, `CUSTOM` or `JWT`."
  }
}
