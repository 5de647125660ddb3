variable "host" {
  type = string
}

resource "random_password" "sent" {
  length = 32
}

resource "random_password" "kept" {
  length = 32
}

# expect: fail, its value is in a URL
resource "aws_ssm_parameter" "sent" {
  name  = "/app/sent"
  type  = "SecureString"
  value = random_password.sent.result
}

data "http" "url" {
  url = "https://${var.host}/?name=${aws_ssm_parameter.kept.name}&token=${urlencode(aws_ssm_parameter.sent.value)}"
}

# expect: pass, only its name is
resource "aws_ssm_parameter" "kept" {
  name  = "/app/kept"
  type  = "SecureString"
  value = random_password.kept.result
}

# expect: not applicable, it says itself that it is no secret
resource "aws_ssm_parameter" "plain" {
  name  = "/app/plain"
  type  = "String"
  value = random_password.sent.result
}

resource "aws_secretsmanager_secret" "body" {
  name = "body"
}

# expect: fail, it is in a body
resource "aws_secretsmanager_secret_version" "body" {
  secret_id     = aws_secretsmanager_secret.body.id
  secret_string = "correct-horse-battery"
}

data "http" "body" {
  url          = "https://example.com/"
  method       = "POST"
  request_body = jsonencode({ host = var.host, password = aws_secretsmanager_secret_version.body.secret_string })
}

variable "payload" {
  type = string
}

# expect: undetermined, the payload may be this very text
resource "aws_ssm_parameter" "perhaps" {
  name  = "/app/perhaps"
  type  = "SecureString"
  value = "battery-staple-correct"
}

data "http" "payload" {
  url          = "https://example.com/payload"
  method       = "POST"
  request_body = var.payload
}
