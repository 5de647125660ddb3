variable "password" {
  type      = string
  sensitive = true
}

variable "weak" {
  type    = string
  default = "hunter2-and-more"
}

resource "random_password" "main" {
  length = 32
}

# expect: pass, the caller gives it
resource "aws_db_instance" "variable" {
  password = var.password
}

# expect: pass
resource "aws_db_instance" "generated" {
  password = random_password.main.result
}

# expect: fail, the default of a variable
resource "aws_db_instance" "default" {
  password = var.weak
}

# expect: pass, one part of the document is not in the source
resource "aws_secretsmanager_secret_version" "generated" {
  secret_id     = "orders"
  secret_string = jsonencode({ username = "orders", password = random_password.main.result })
}

# expect: fail
resource "aws_secretsmanager_secret_version" "literal" {
  secret_id     = "orders"
  secret_string = jsonencode({ username = "orders", password = var.weak })
}

# expect: pass, to be replaced by hand
resource "aws_secretsmanager_secret_version" "placeholder" {
  secret_id     = "orders"
  secret_string = jsonencode({})

  lifecycle {
    ignore_changes = [secret_string]
  }
}

# expect: fail
resource "aws_mq_broker" "second_user" {
  broker_name = "orders"

  user {
    username = "admin"
    password = random_password.main.result
  }

  user {
    username = "app"
    password = "hunter2-and-more"
  }
}

# expect: not applicable, not a secret by its type
resource "aws_ssm_parameter" "text" {
  name  = "text"
  type  = "String"
  value = "hello"
}
