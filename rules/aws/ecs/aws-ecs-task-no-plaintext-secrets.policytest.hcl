policytest {
  targets = ["aws-ecs-task-no-plaintext-secrets.policy.hcl"]
}

resource "aws_ecs_task_definition" "none" {
  attrs = { container_definitions = core::jsonencode([{ name = "c", image = "i" }]) }
}

resource "aws_ecs_task_definition" "plain" {
  attrs = { container_definitions = core::jsonencode([{ name = "c", image = "i", environment = [{ name = "STAGE", value = "live" }] }]) }
}

resource "aws_ecs_task_definition" "address" {
  attrs = { container_definitions = core::jsonencode([{ name = "c", image = "i", environment = [{ name = "DB_SECRET_ARN", value = "arn:aws:secretsmanager:eu-west-1:123456789012:secret:a" }] }, { name = "c", image = "i", environment = [{ name = "SECRET_NAME", value = "app/database" }] }]) }
}

resource "aws_ecs_task_definition" "switch" {
  attrs = { container_definitions = core::jsonencode([{ name = "c", image = "i", environment = [{ name = "USE_TOKEN", value = "true" }] }]) }
}

resource "aws_ecs_task_definition" "empty" {
  attrs = { container_definitions = core::jsonencode([{ name = "c", image = "i", environment = [{ name = "DB_PASSWORD", value = "" }] }]) }
}

resource "aws_ecs_task_definition" "null_environment" {
  attrs = { container_definitions = core::jsonencode([{ name = "c", image = "i", environment = null }]) }
}

resource "aws_ecs_task_definition" "null" {
  attrs = { container_definitions = null }
}

resource "aws_ecs_task_definition" "password" {
  expect_failure = true
  attrs          = { container_definitions = core::jsonencode([{ name = "c", image = "i", environment = [{ name = "DB_PASSWORD", value = "hunter22" }] }]) }
}

resource "aws_ecs_task_definition" "second_container" {
  expect_failure = true
  attrs          = { container_definitions = core::jsonencode([{ name = "c", image = "i" }, { name = "c", image = "i", environment = [{ name = "apiKey", value = "0123456789abcdef" }] }]) }
}

resource "aws_ecs_task_definition" "key_id" {
  expect_failure = true
  attrs          = { container_definitions = core::jsonencode([{ name = "c", image = "i", environment = [{ name = "ID", value = "AKIAIOSFODNN7EXAMPLE" }] }]) }
}

resource "aws_ecs_task_definition" "heredoc" {
  expect_failure = true
  attrs          = { container_definitions = "[{\"name\": \"c\", \"environment\": [{\"name\": \"AUTH_TOKEN\", \"value\": \"0123456789abcdef\"}]}]" }
}

resource "aws_ecs_task_definition" "private_key" {
  expect_failure = true
  attrs          = { container_definitions = core::jsonencode([{ name = "c", image = "i", environment = [{ name = "PEM", value = "-----BEGIN PRIVATE KEY-----" }] }]) }
}

resource "aws_ecs_task_definition" "settings" {
  attrs = { container_definitions = core::jsonencode([{ name = "c", image = "i", environment = [{ name = "TOKEN_TABLE", value = "tokens" }, { name = "SECRETS_LOG_LEVEL", value = "debug" }, { name = "API_KEY", value = "/prod/api/key" }] }]) }
}

resource "aws_ecs_task_definition" "address_with_password" {
  expect_failure = true
  attrs          = { container_definitions = core::jsonencode([{ name = "c", image = "i", environment = [{ name = "DATABASE_URL", value = "postgres://app:correct-horse@db.internal:5432/app" }] }]) }
}

resource "aws_ecs_express_gateway_service" "literal" {
  expect_failure = true
  attrs          = { primary_container = [{ environment = [{ name = "STAGE", value = "live" }, { name = "DB_PASSWORD", value = "hunter22" }] }] }
}

resource "aws_ecs_express_gateway_service" "clean" {
  attrs = { primary_container = [{ environment = [{ name = "STAGE", value = "live" }, { name = "SECRET_ARN", value = "arn:aws:secretsmanager:eu-west-1:123456789012:secret:a" }] }] }
}

resource "aws_ecs_express_gateway_service" "nothing" {
  attrs = { primary_container = [{ environment = [] }] }
}
