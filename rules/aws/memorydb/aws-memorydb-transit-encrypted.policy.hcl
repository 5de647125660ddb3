locals {
  soc2_aws_memorydb_transit_encrypted = {
    title    = "MemoryDB uses TLS and access lists"
    severity = "high"
    preset   = "default"
    since    = "0.1.0"
    criteria = [
      { id = "CC6.7", strength = "supports", not_shown = "Whether every client checks the certificate of the other side." },
      { id = "CC6.1", strength = "supports", not_shown = "What the users of the access list may do." },
    ]
    description = "Without TLS, data and passwords cross the network in clear text. The access list `open-access` lets every client do everything without a password. An auditor reads both as missing protection, VPC or not."
    remediation = {
      text   = "Leave `tls_enabled` on and name an access list of your own in `acl_name`."
      before = <<-EOT
        resource "aws_memorydb_cluster" "sessions" {
          name      = "sessions"
          node_type = "db.t4g.small"
          acl_name  = "open-access"
        }
      EOT
      after  = <<-EOT
        resource "aws_memorydb_acl" "sessions" {
          name       = "sessions"
          user_names = ["app"]
        }

        resource "aws_memorydb_cluster" "sessions" {
          name        = "sessions"
          node_type   = "db.t4g.small"
          acl_name    = aws_memorydb_acl.sessions.name
          tls_enabled = true
        }
      EOT
    }
    references = [
      "https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/memorydb_cluster",
      "https://docs.aws.amazon.com/memorydb/latest/devguide/in-transit-encryption.html",
      "https://docs.aws.amazon.com/memorydb/latest/devguide/clusters.acls.html",
    ]
  }
}

policy {
  required_providers {
    aws = { source = "hashicorp/aws", version = ">= 5.0.0, < 7.0.0" }
  }
}

resource_policy "aws_memorydb_cluster" "transit_encrypted" {
  enforce {
    condition     = attrs.tls_enabled != false
    error_message = "This cluster talks in clear text; remove `tls_enabled = false`."
  }

  enforce {
    condition     = attrs.acl_name != "open-access"
    error_message = "This cluster lets every client in without a password; name an access list of your own in `acl_name`."
  }
}
