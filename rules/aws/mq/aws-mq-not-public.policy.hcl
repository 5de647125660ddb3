locals {
  soc2_aws_mq_not_public = {
    title    = "MQ brokers are not public"
    severity = "high"
    preset   = "default"
    since    = "0.1.0"
    criteria = [
      { id = "CC6.6", strength = "supports", not_shown = "Whether security groups and routes of other configurations open another way in." },
      { id = "CC6.1", strength = "partial", not_shown = "Whether those who can reach it have to authenticate, and how well." },
    ]
    description = "A public broker has an address on the internet, where only passwords stand between anybody and the messages. Auditors expect middleware in private subnets."
    remediation = {
      text   = "Leave `publicly_accessible` unset or set it to false."
      before = <<-EOT
        resource "aws_mq_broker" "orders" {
          broker_name         = "orders"
          engine_type         = "RabbitMQ"
          engine_version      = "3.13"
          host_instance_type  = "mq.m7g.medium"
          publicly_accessible = true

          user {
            username = "app"
            password = var.password
          }
        }

        variable "password" {
          type      = string
          sensitive = true
        }
      EOT
      after  = <<-EOT
        resource "aws_mq_broker" "orders" {
          broker_name         = "orders"
          engine_type         = "RabbitMQ"
          engine_version      = "3.13"
          host_instance_type  = "mq.m7g.medium"
          publicly_accessible = false

          user {
            username = "app"
            password = var.password
          }
        }

        variable "password" {
          type      = string
          sensitive = true
        }
      EOT
    }
    references = [
      "https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/mq_broker",
      "https://docs.aws.amazon.com/amazon-mq/latest/developer-guide/using-amazon-mq-securely.html",
    ]
  }
}

policy {
  required_providers {
    aws = { source = "hashicorp/aws", version = ">= 5.0.0, < 7.0.0" }
  }
}

resource_policy "aws_mq_broker" "not_public" {
  enforce {
    condition     = attrs.publicly_accessible != true
    error_message = "This broker has an address on the internet; remove `publicly_accessible = true`."
  }
}
