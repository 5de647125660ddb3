policytest {
  targets = ["aws-ecs-task-efs-transit-encryption.policy.hcl"]
}

resource "aws_ecs_task_definition" "no_volume" {
  attrs = { volume = [] }
}

resource "aws_ecs_task_definition" "not_efs" {
  attrs = { volume = [{ name = "v", efs_volume_configuration = [] }] }
}

resource "aws_ecs_task_definition" "on" {
  attrs = { volume = [{ name = "v", efs_volume_configuration = [{ transit_encryption = "ENABLED" }] }] }
}

resource "aws_ecs_task_definition" "off" {
  expect_failure = true
  attrs          = { volume = [{ name = "v", efs_volume_configuration = [{ transit_encryption = "DISABLED" }] }] }
}

resource "aws_ecs_task_definition" "empty" {
  expect_failure = true
  attrs          = { volume = [{ name = "v", efs_volume_configuration = [{ transit_encryption = "" }] }] }
}

resource "aws_ecs_task_definition" "null" {
  expect_failure = true
  attrs          = { volume = [{ name = "v", efs_volume_configuration = [{ transit_encryption = null }] }] }
}

resource "aws_ecs_task_definition" "second_off" {
  expect_failure = true
  attrs          = { volume = [{ name = "v", efs_volume_configuration = [{ transit_encryption = "ENABLED" }] }, { name = "v", efs_volume_configuration = [{ transit_encryption = "DISABLED" }] }] }
}
