policytest {
  targets = ["aws-ecs-task-no-privileged.policy.hcl"]
}

resource "aws_ecs_task_definition" "none" {
  attrs = { container_definitions = core::jsonencode([{ name = "c", image = "i" }]) }
}

resource "aws_ecs_task_definition" "off" {
  attrs = { container_definitions = core::jsonencode([{ name = "c", image = "i", privileged = false }]) }
}

resource "aws_ecs_task_definition" "null" {
  attrs = { container_definitions = core::jsonencode([{ name = "c", image = "i", privileged = null }]) }
}

resource "aws_ecs_task_definition" "on" {
  expect_failure = true
  attrs          = { container_definitions = core::jsonencode([{ name = "c", image = "i", privileged = true }]) }
}

resource "aws_ecs_task_definition" "second" {
  expect_failure = true
  attrs          = { container_definitions = core::jsonencode([{ name = "c", image = "i" }, { name = "c", image = "i", privileged = true }]) }
}

resource "aws_ecs_task_definition" "heredoc" {
  expect_failure = true
  attrs          = { container_definitions = "[{\"name\": \"c\", \"privileged\": true}]" }
}
