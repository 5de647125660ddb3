locals {
  soc2_aws_msk_encrypted_in_transit = {
    title    = "MSK clusters and connectors use TLS"
    severity = "high"
    preset   = "default"
    since    = "0.1.0"
    criteria = [
      { id = "CC6.7", strength = "supports", not_shown = "Whether every client checks the certificate of the other side." },
    ]
    description = "Brokers accept TLS only unless a cluster says otherwise, and connectors use clear text unless they say otherwise. Each has to be right for messages to be protected all the way."
    remediation = {
      text   = "Leave `client_broker` at `TLS` and `in_cluster` on; set `encryption_type = \"TLS\"` on connectors."
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

          encryption_info {
            encryption_in_transit {
              client_broker = "TLS_PLAINTEXT"
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
          }

          encryption_info {
            encryption_in_transit {
              client_broker = "TLS"
              in_cluster    = true
            }
          }
        }
      EOT
    }
    references = [
      "https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/msk_cluster",
      "https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/mskconnect_connector",
      "https://docs.aws.amazon.com/msk/latest/developerguide/msk-encryption.html",
    ]
  }
}

policy {
  required_providers {
    aws = { source = "hashicorp/aws", version = ">= 5.0.0, < 7.0.0" }
  }
}

resource_policy "aws_msk_cluster" "encrypted_in_transit" {
  locals {
    in_transit = core::flatten([for e in attrs.encryption_info : [for t in e.encryption_in_transit : t]])
  }

  enforce {
    condition     = core::length([for t in local.in_transit : t if t.client_broker != null && t.client_broker != "TLS"]) == 0
    error_message = "Clients may talk to this cluster in clear text; set `client_broker = \"TLS\"`."
  }

  enforce {
    condition     = core::length([for t in local.in_transit : t if t.in_cluster == false]) == 0
    error_message = "The brokers of this cluster talk to each other in clear text; remove `in_cluster = false`."
  }
}

resource_policy "aws_mskconnect_connector" "encrypted_in_transit" {
  enforce {
    condition     = core::length([for e in attrs.kafka_cluster_encryption_in_transit : e if e.encryption_type == "TLS"]) > 0
    error_message = "This connector talks to the cluster in clear text; set `encryption_type = \"TLS\"`."
  }
}
