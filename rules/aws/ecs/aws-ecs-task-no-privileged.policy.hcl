locals {
  soc2_aws_ecs_task_no_privileged = {
    title    = "ECS containers are not privileged"
    severity = "high"
    preset   = "default"
    since    = "0.1.0"
    criteria = [
      { id = "CC6.1", strength = "supports", not_shown = "What the role of the task may do." },
      { id = "CC6.8", strength = "supports", not_shown = "Whether images come from a trusted registry and are scanned." },
    ]
    description = "A privileged container is root on its host: whoever breaks the application reads the credentials and data of every other task there. An auditor asks why, and mostly a single capability or device is enough."
    remediation = {
      text   = "Leave `privileged` out of the container definition; add what is needed under `linuxParameters`."
      before = <<-EOT
        resource "aws_ecs_task_definition" "app" {
          family       = "app"
          network_mode = "awsvpc"

          container_definitions = jsonencode([{
            name       = "app"
            image      = "example/app:1"
            memory     = 512
            privileged = true
          }])

        }
      EOT
      after  = <<-EOT
        resource "aws_ecs_task_definition" "app" {
          family       = "app"
          network_mode = "awsvpc"

          container_definitions = jsonencode([{
            name   = "app"
            image  = "example/app:1"
            memory = 512
          }])

        }
      EOT
    }
    references = [
      "https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/ecs_task_definition",
      "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task_definition_parameters.html",
    ]
  }
}

policy {
  required_providers {
    aws = { source = "hashicorp/aws", version = ">= 5.0.0, < 7.0.0" }
  }
}

resource_policy "aws_ecs_task_definition" "task_no_privileged" {
  locals {
    privileged = [for c in core::try(core::jsondecode(attrs.container_definitions), []) : core::try(c.name, "?") if core::try(c.privileged, false) == true]
  }

  enforce {
    condition     = core::length(local.privileged) == 0
    error_message = "A container has all rights on its host (${plugin::soc2::listed(local.privileged)}); remove `privileged`."
  }
}
