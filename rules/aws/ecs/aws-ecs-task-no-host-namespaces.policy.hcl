locals {
  soc2_aws_ecs_task_no_host_namespaces = {
    title    = "ECS tasks do not share the host's process or network namespace"
    severity = "high"
    preset   = "default"
    since    = "0.1.0"
    criteria = [
      { id = "CC6.1", strength = "supports", not_shown = "What the role of the task may do." },
      { id = "CC6.6", strength = "supports", not_shown = "Which addresses the security groups of host or task let in." },
    ]
    description = "In the process namespace of the host a container sees and signals every other one; in its network namespace it reaches the metadata service with the role of the host, and has the ports of the host. The walls between tasks are then gone."
    remediation = {
      text   = "Use `network_mode = \"awsvpc\"` and leave `pid_mode` out, or set it to `task`."
      before = <<-EOT
        resource "aws_ecs_task_definition" "app" {
          family       = "app"
          network_mode = "host"

          container_definitions = jsonencode([{
            name   = "app"
            image  = "example/app:1"
            memory = 512
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

resource_policy "aws_ecs_task_definition" "task_no_host_namespaces" {
  enforce {
    condition     = attrs.pid_mode != "host"
    error_message = "Containers of this task see all processes of the host; remove `pid_mode = \"host\"`."
  }

  enforce {
    condition     = attrs.network_mode != "host"
    error_message = "Containers of this task share the network of the host; set `network_mode = \"awsvpc\"`."
  }
}
