policytest {
  targets = ["aws-apigatewayv2-route-authorization.policy.hcl"]
}

resource "aws_apigatewayv2_api" "ws" {
  skip  = true
  attrs = { id = "ws", protocol_type = "WEBSOCKET" }
}

resource "aws_apigatewayv2_api" "http" {
  skip  = true
  attrs = { id = "http", protocol_type = "HTTP" }
}

resource "aws_apigatewayv2_route" "iam" {
  attrs = { api_id = "http", route_key = "GET /orders", authorization_type = "AWS_IAM" }
}

resource "aws_apigatewayv2_route" "custom" {
  attrs = { api_id = "http", route_key = "POST /orders", authorization_type = "CUSTOM" }
}

resource "aws_apigatewayv2_route" "jwt" {
  attrs = { api_id = "http", route_key = "ANY /{proxy+}", authorization_type = "JWT" }
}

resource "aws_apigatewayv2_route" "preflight" {
  attrs = { api_id = "http", route_key = "OPTIONS /{proxy+}", authorization_type = "NONE" }
}

resource "aws_apigatewayv2_route" "connect" {
  attrs = { api_id = "ws", route_key = "$connect", authorization_type = "CUSTOM" }
}

# The connection is authorized.
resource "aws_apigatewayv2_route" "message" {
  attrs = { api_id = "ws", route_key = "sendmessage", authorization_type = "NONE" }
}

resource "aws_apigatewayv2_route" "disconnect" {
  attrs = { api_id = "ws", route_key = "$disconnect", authorization_type = null }
}

resource "aws_apigatewayv2_route" "ws_default" {
  attrs = { api_id = "ws", route_key = "$default", authorization_type = "NONE" }
}

resource "aws_apigatewayv2_route" "none" {
  expect_failure = true
  attrs          = { api_id = "http", route_key = "GET /orders", authorization_type = "NONE" }
}

resource "aws_apigatewayv2_route" "null" {
  expect_failure = true
  attrs          = { api_id = "http", route_key = "GET /orders", authorization_type = null }
}

resource "aws_apigatewayv2_route" "default" {
  expect_failure = true
  attrs          = { api_id = "http", route_key = "$default", authorization_type = "NONE" }
}

resource "aws_apigatewayv2_route" "open_connect" {
  expect_failure = true
  attrs          = { api_id = "ws", route_key = "$connect", authorization_type = "NONE" }
}
