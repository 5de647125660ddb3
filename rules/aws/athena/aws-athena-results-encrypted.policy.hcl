locals {
  soc2_aws_athena_results_encrypted = {
    title    = "Athena query results are encrypted"
    severity = "high"
    preset   = "strict"
    since    = "0.1.0"
    criteria = [
      { id = "CC6.1", strength = "supports", not_shown = "Who may read the bucket of the results, and the key." },
      { id = "C1.1", strength = "partial", not_shown = "Whether results that hold confidential data are deleted in time." },
    ]
    description = "Query results are copies of the data, in a bucket that is often less guarded than the source. New S3 objects are encrypted anyway since 2023; written down in the workgroup it is evidence, and a client can not choose otherwise."
    remediation = {
      text   = "Set `encryption_configuration` in the result configuration of the workgroup and in the database."
      before = <<-EOT
        resource "aws_athena_workgroup" "analysts" {
          name = "analysts"

          configuration {
            result_configuration {
              output_location = "s3://example-athena-results/"
            }
          }
        }
      EOT
      after  = <<-EOT
        resource "aws_athena_workgroup" "analysts" {
          name = "analysts"

          configuration {
            result_configuration {
              output_location = "s3://example-athena-results/"

              encryption_configuration {
                encryption_option = "SSE_S3"
              }
            }
          }
        }
      EOT
    }
    references = [
      "https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/athena_workgroup",
      "https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/athena_database",
      "https://docs.aws.amazon.com/athena/latest/ug/encrypting-query-results-stored-in-s3.html",
    ]
  }
}

policy {
  required_providers {
    aws = { source = "hashicorp/aws", version = ">= 5.0.0, < 7.0.0" }
  }
}

resource_policy "aws_athena_workgroup" "results_encrypted" {
  locals {
    encrypted = [
      for c in attrs.configuration : c
      if core::length([
        for r in c.result_configuration : r
        if core::length([for e in r.encryption_configuration : e if core::contains(["SSE_S3", "SSE_KMS", "CSE_KMS"], e.encryption_option)]) > 0
      ]) > 0
    ]
    managed = [
      for c in attrs.configuration : c
      if core::length([for m in core::try(c.managed_query_results_configuration, []) : m if m.enabled == true]) > 0
    ]
  }

  enforce {
    condition     = core::length(local.encrypted) > 0 || core::length(local.managed) > 0
    error_message = "This workgroup does not say that its query results are encrypted; set `encryption_option` in `configuration.result_configuration.encryption_configuration`."
  }
}

resource_policy "aws_athena_database" "results_encrypted" {
  enforce {
    condition     = core::length([for e in attrs.encryption_configuration : e if e.encryption_option != null]) > 0
    error_message = "This database does not say that its query results are encrypted; set `encryption_option` in `encryption_configuration`."
  }
}
