variable "authorization" {
  type = string
}

resource "aws_api_gateway_rest_api" "private" {
  name = "private"

  endpoint_configuration {
    types = ["PRIVATE"]
  }
}

resource "aws_api_gateway_rest_api" "limited" {
  name = "limited"
}

resource "aws_api_gateway_rest_api_policy" "limited" {
  rest_api_id = aws_api_gateway_rest_api.limited.id

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { AWS = "arn:aws:iam::123456789012:root" }
      Action    = "execute-api:Invoke"
      Resource  = "${aws_api_gateway_rest_api.limited.execution_arn}/*"
    }]
  })
}

resource "aws_api_gateway_rest_api" "open" {
  name = "open"

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = "*"
      Action    = "execute-api:Invoke"
      Resource  = "execute-api:/*"
    }]
  })
}

# expect: pass
resource "aws_api_gateway_method" "private" {
  rest_api_id   = aws_api_gateway_rest_api.private.id
  resource_id   = aws_api_gateway_rest_api.private.root_resource_id
  http_method   = "GET"
  authorization = "NONE"
}

# expect: pass
resource "aws_api_gateway_method" "limited" {
  rest_api_id   = aws_api_gateway_rest_api.limited.id
  resource_id   = aws_api_gateway_rest_api.limited.root_resource_id
  http_method   = "GET"
  authorization = "NONE"
}

# expect: fail
resource "aws_api_gateway_method" "open" {
  rest_api_id   = aws_api_gateway_rest_api.open.id
  resource_id   = aws_api_gateway_rest_api.open.root_resource_id
  http_method   = "GET"
  authorization = "NONE"
}

# expect: pass, browsers ask without credentials
resource "aws_api_gateway_method" "preflight" {
  rest_api_id   = aws_api_gateway_rest_api.open.id
  resource_id   = aws_api_gateway_rest_api.open.root_resource_id
  http_method   = "OPTIONS"
  authorization = "NONE"
}

# expect: undetermined, var.authorization
resource "aws_api_gateway_method" "variable" {
  rest_api_id   = aws_api_gateway_rest_api.open.id
  resource_id   = aws_api_gateway_rest_api.open.root_resource_id
  http_method   = "POST"
  authorization = var.authorization
}
