variable "privileged" {
  type = bool
}

# expect: undetermined, var.privileged
resource "aws_ecs_task_definition" "variable" {
  family                = "variable"
  container_definitions = jsonencode([{ name = "app", image = "example/app:1", privileged = var.privileged }])
}

# expect: fail, whatever the other container has
resource "aws_ecs_task_definition" "sidecar" {
  family = "sidecar"

  container_definitions = jsonencode([
    { name = "app", image = "example/app:1", privileged = var.privileged },
    { name = "sidecar", image = "example/sidecar:1", privileged = true },
  ])
}

# expect: pass
resource "aws_ecs_task_definition" "plain" {
  family                = "plain"
  container_definitions = jsonencode([{ name = "app", image = var.privileged ? "a" : "b" }])
}
