variable "password" {
  type      = string
  sensitive = true
}

variable "weak" {
  type    = string
  default = "hunter2-and-more"
}

data "aws_ssm_parameter" "token" {
  name = "token"
}

resource "aws_dynamodb_table" "orders" {
  name = "orders"
}

# expect: pass, what comes from elsewhere is not in the source
resource "aws_lambda_function" "elsewhere" {
  function_name = "elsewhere"
  role          = "arn:aws:iam::123456789012:role/orders"

  environment {
    variables = {
      DB_PASSWORD = var.password
      API_TOKEN   = data.aws_ssm_parameter.token.value
      TABLE       = aws_dynamodb_table.orders.name
      STAGE       = "production"
    }
  }
}

# expect: fail, the default of a variable is in the source, also when merged
resource "aws_lambda_function" "default" {
  function_name = "default"
  role          = "arn:aws:iam::123456789012:role/orders"

  environment {
    variables = merge({ TABLE = aws_dynamodb_table.orders.arn }, { DB_PASSWORD = var.weak })
  }
}
