locals {
  soc2_aws_msk_authenticated = {
    title    = "MSK clusters require client authentication"
    severity = "high"
    preset   = "default"
    since    = "0.1.0"
    criteria = [
      { id = "CC6.1", strength = "supports", not_shown = "Which topics each client may read and write." },
    ]
    description = "Without client authentication everybody who reaches the brokers reads and writes every topic under no name. Then neither rights nor a trail of who did what exist inside the cluster."
    remediation = {
      text   = "Add `client_authentication` with `sasl` (IAM or SCRAM) or `tls`, and leave `unauthenticated` off."
      before = <<-EOT
        resource "aws_msk_cluster" "events" {
          cluster_name           = "events"
          kafka_version          = "3.8.x"
          number_of_broker_nodes = 2

          broker_node_group_info {
            instance_type   = "kafka.m7g.large"
            client_subnets  = ["subnet-0123456789abcdef0", "subnet-0123456789abcdef1"]
            security_groups = ["sg-0123456789abcdef0"]
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
          }

          client_authentication {
            sasl {
              iam = true
            }
          }
        }
      EOT
    }
    references = [
      "https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/msk_cluster",
      "https://docs.aws.amazon.com/msk/latest/developerguide/kafka_apis_iam.html",
    ]
  }
}

policy {
  required_providers {
    aws = { source = "hashicorp/aws", version = ">= 5.0.0, < 7.0.0" }
  }
}

resource_policy "aws_msk_cluster" "authenticated" {
  locals {
    methods = [
      for c in attrs.client_authentication : c
      if core::length(c.tls) > 0 || core::length([for s in c.sasl : s if s.iam == true || s.scram == true]) > 0
    ]
  }

  enforce {
    condition     = core::length(local.methods) > 0
    error_message = "Clients of this cluster need not authenticate; add `client_authentication` with `sasl` or `tls`."
  }

  enforce {
    condition     = core::length([for c in attrs.client_authentication : c if c.unauthenticated == true]) == 0
    error_message = "This cluster also lets clients in that do not authenticate; remove `unauthenticated = true`."
  }
}
