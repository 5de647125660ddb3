locals {
  soc2_aws_ecs_task_efs_transit_encryption = {
    title    = "ECS volumes on EFS are encrypted in transit"
    severity = "high"
    preset   = "default"
    since    = "0.1.0"
    criteria = [
      { id = "CC6.7", strength = "supports", not_shown = "Whether other clients mount the file system in clear text." },
    ]
    description = "ECS mounts EFS over plain NFS unless told otherwise: each file that a task reads or writes crosses the network readable. Turning it on costs a little processor time and nothing else."
    remediation = {
      text   = "Set `transit_encryption = \"ENABLED\"` in `efs_volume_configuration`."
      before = <<-EOT
        resource "aws_ecs_task_definition" "app" {
          family       = "app"
          network_mode = "awsvpc"

          container_definitions = jsonencode([{
            name   = "app"
            image  = "example/app:1"
            memory = 512
          }])

          volume {
            name = "data"

            efs_volume_configuration {
              file_system_id     = "fs-0123456789abcdef0"
              transit_encryption = "DISABLED"
            }
          }

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

          volume {
            name = "data"

            efs_volume_configuration {
              file_system_id     = "fs-0123456789abcdef0"
              transit_encryption = "ENABLED"
            }
          }

        }
      EOT
    }
    references = [
      "https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/ecs_task_definition",
      "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/efs-volumes.html",
    ]
  }
}

policy {
  required_providers {
    aws = { source = "hashicorp/aws", version = ">= 5.0.0, < 7.0.0" }
  }
}

resource_policy "aws_ecs_task_definition" "task_efs_transit_encryption" {
  locals {
    plain = [for v in attrs.volume : v.name if core::length([for e in v.efs_volume_configuration : e if e.transit_encryption != "ENABLED"]) > 0]
  }

  enforce {
    condition     = core::length(local.plain) == 0
    error_message = "EFS is mounted in clear text (${plugin::soc2::listed(local.plain)}); set `transit_encryption = \"ENABLED\"` in `efs_volume_configuration`."
  }
}
