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

resource "aws_db_instance" "main" {
  identifier = "main"
}

# expect: fail, the password in an address that is made later
resource "aws_lambda_function" "address" {
  function_name = "address"
  role          = "arn:aws:iam::123456789012:role/app"

  environment {
    variables = {
      DATABASE_URL = "postgres://app:correct-horse@${aws_db_instance.main.address}/app"
    }
  }
}

# expect: pass
resource "aws_lambda_function" "settings" {
  function_name = "settings"
  role          = "arn:aws:iam::123456789012:role/app"

  environment {
    variables = merge(
      { for name in ["LOG_LEVEL", "MODE"] : "PARAMETERS_SECRETS_EXTENSION_${name}" => "standard" },
      { DATABASE_HOST = aws_db_instance.main.address },
    )
  }
}

# expect: fail, no identifier
resource "aws_lambda_function" "android" {
  function_name = "android"
  role          = "arn:aws:iam::123456789012:role/app"

  environment {
    variables = { API_KEY_ANDROID = "correct-horse-battery" }
  }
}
