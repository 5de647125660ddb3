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

variable "office" {
  type    = list(string)
  default = ["198.51.100.0/24"]
}

resource "aws_api_gateway_rest_api" "office" {
  name = "office"
}

data "aws_iam_policy_document" "office" {
  statement {
    actions   = ["execute-api:Invoke"]
    resources = ["${aws_api_gateway_rest_api.office.execution_arn}/*"]

    principals {
      type        = "*"
      identifiers = ["*"]
    }
  }

  statement {
    effect    = "Deny"
    actions   = ["execute-api:Invoke"]
    resources = ["${aws_api_gateway_rest_api.office.execution_arn}/*"]

    principals {
      type        = "*"
      identifiers = ["*"]
    }

    condition {
      test     = "NotIpAddress"
      variable = "aws:SourceIp"
      values   = var.office
    }
  }
}

resource "aws_api_gateway_rest_api_policy" "office" {
  rest_api_id = aws_api_gateway_rest_api.office.id
  policy      = data.aws_iam_policy_document.office.json
}

# expect: pass, who comes from elsewhere is refused
resource "aws_api_gateway_method" "office" {
  rest_api_id   = aws_api_gateway_rest_api.office.id
  resource_id   = aws_api_gateway_rest_api.office.root_resource_id
  http_method   = "GET"
  authorization = "NONE"
}
