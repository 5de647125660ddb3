locals {
  soc2_aws_msk_not_public = {
    title    = "MSK brokers have no public access"
    severity = "high"
    preset   = "default"
    since    = "0.1.0"
    criteria = [
      { id = "CC6.6", strength = "supports", not_shown = "Whether security groups and routes of other configurations open another way in." },
      { id = "CC6.1", strength = "partial", not_shown = "Whether those who can reach it have to authenticate, and how well." },
    ]
    description = "Public access gives each broker an address on the internet. Kafka is made for a closed network; auditors expect it to stay in one."
    remediation = {
      text   = "Leave `public_access` out or set its `type` to `DISABLED`."
      before = <<-EOT
        resource "aws_msk_cluster" "events" {
          cluster_name           = "events"
          kafka_version          = "3.8.x"
          number_of_broker_nodes = 2

          broker_node_group_info {
            instance_type   = "kafka.m7g.large"
            client_subnets  = ["subnet-0123456789abcdef0", "subnet-0123456789abcdef1"]
            security_groups = ["sg-0123456789abcdef0"]
            connectivity_info {
              public_access {
                type = "SERVICE_PROVIDED_EIPS"
              }
            }
          }
        }
      EOT
      after  = <<-EOT
        resource "aws_msk_cluster" "events" {
          cluster_name           = "events"
          kafka_version          = "3.8.x"
          number_of_broker_nodes = 2

          broker_node_group_info {
            instance_type   = "kafka.m7g.large"
            client_subnets  = ["subnet-0123456789abcdef0", "subnet-0123456789abcdef1"]
            security_groups = ["sg-0123456789abcdef0"]
            connectivity_info {
              public_access {
                type = "DISABLED"
              }
            }
          }
        }
      EOT
    }
    references = [
      "https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/msk_cluster",
      "https://docs.aws.amazon.com/msk/latest/developerguide/public-access.html",
    ]
  }
}

policy {
  required_providers {
    aws = { source = "hashicorp/aws", version = ">= 5.0.0, < 7.0.0" }
  }
}

resource_policy "aws_msk_cluster" "not_public" {
  locals {
    access = core::flatten([for b in attrs.broker_node_group_info : [for c in b.connectivity_info : [for p in c.public_access : p]]])
  }

  enforce {
    condition     = core::length([for p in local.access : p if p.type == "SERVICE_PROVIDED_EIPS"]) == 0
    error_message = "The brokers have addresses on the internet; set the `type` of `public_access` to `DISABLED`."
  }
}
