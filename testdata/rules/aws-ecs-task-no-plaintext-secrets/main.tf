variable "password" {
  type      = string
  sensitive = true
}

variable "stage" {
  type    = string
  default = "live"
}

resource "random_password" "database" {
  length = 32
}

# expect: pass, secrets come from elsewhere
resource "aws_ecs_task_definition" "clean" {
  family = "clean"

  container_definitions = jsonencode([
    {
      name  = "app"
      image = "example/app:1"
      environment = [
        { name = "STAGE", value = var.stage },
        { name = "DB_PASSWORD", value = var.password },
        { name = "DB_TOKEN", value = random_password.database.result },
      ]
      secrets = [
        { name = "API_KEY", valueFrom = "arn:aws:ssm:eu-west-1:123456789012:parameter/key" },
      ]
    },
  ])
}

# expect: fail, beside what is not known
resource "aws_ecs_task_definition" "literal" {
  family = "literal"

  container_definitions = jsonencode([
    {
      name  = "app"
      image = "example/app:${var.password}"
      environment = [
        { name = "DB_URL", value = "postgres://${var.password}@db" },
        { name = "API_KEY", value = "0123456789abcdef" },
      ]
    },
  ])
}

# expect: fail, a heredoc
resource "aws_ecs_task_definition" "heredoc" {
  family = "heredoc"

  container_definitions = <<-JSON
    [
      {
        "name": "app",
        "image": "example/app:1",
        "environment": [{ "name": "SMTP_PASSWORD", "value": "hunter2hunter2" }]
      }
    ]
  JSON
}

# expect: undetermined, var.password may be anything
resource "aws_ecs_task_definition" "unknown" {
  family                = "unknown"
  container_definitions = var.password
}
