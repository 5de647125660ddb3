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

resource "aws_db_instance" "orders" {
  password = random_password.main.result
}

# expect: fail, the address is made later, the password is written down
resource "aws_secretsmanager_secret_version" "with_address" {
  secret_id = "orders"
  secret_string = jsonencode({
    username = "orders"
    password = "hunter2-and-more"
    host     = aws_db_instance.orders.address
  })
}

# expect: pass, only the address and the password of it are made
resource "aws_secretsmanager_secret_version" "template" {
  secret_id     = "orders"
  secret_string = <<-EOT
    {"username": "orders", "password": "${random_password.main.result}", "host": "${aws_db_instance.orders.address}"}
  EOT
}

# expect: fail, a password before an address that is made later
resource "aws_ssm_parameter" "connection" {
  name  = "/orders/connection"
  type  = "SecureString"
  value = "postgres://orders:hunter2-and-more@${aws_db_instance.orders.address}:5432/orders"
}

# expect: pass
resource "aws_ssm_parameter" "generated_connection" {
  name  = "/orders/connection"
  type  = "SecureString"
  value = "postgres://orders:${random_password.main.result}@${aws_db_instance.orders.address}:5432/orders"
}

# expect: pass
resource "aws_ssm_parameter" "not_known" {
  name  = "/orders/token"
  type  = "SecureString"
  value = var.password
}

# expect: fail, in an action of a listener
resource "aws_lb_listener" "oidc" {
  load_balancer_arn = "arn:aws:elasticloadbalancing:eu-west-1:123456789012:loadbalancer/app/orders/0123456789abcdef"

  default_action {
    type = "authenticate-oidc"

    authenticate_oidc {
      client_id     = "orders"
      client_secret = var.weak
    }
  }
}
