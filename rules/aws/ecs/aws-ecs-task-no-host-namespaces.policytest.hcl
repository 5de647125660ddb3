policytest {
  targets = ["aws-ecs-task-no-host-namespaces.policy.hcl"]
}

resource "aws_ecs_task_definition" "none" {
  attrs = { pid_mode = null, network_mode = null }
}

resource "aws_ecs_task_definition" "awsvpc" {
  attrs = { pid_mode = "task", network_mode = "awsvpc" }
}

resource "aws_ecs_task_definition" "bridge" {
  attrs = { pid_mode = null, network_mode = "bridge" }
}

resource "aws_ecs_task_definition" "host_pid" {
  expect_failure = true
  attrs          = { pid_mode = "host", network_mode = "awsvpc" }
}

resource "aws_ecs_task_definition" "host_network" {
  expect_failure = true
  attrs          = { pid_mode = null, network_mode = "host" }
}
