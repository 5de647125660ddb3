locals {
  soc2_aws_glue_security_configuration_encrypts = {
    title    = "Glue security configurations encrypt logs, bookmarks and S3 data"
    severity = "high"
    preset   = "default"
    since    = "0.1.0"
    criteria = [
      { id = "CC6.1", strength = "supports", not_shown = "Who may use the key and read the data through the service." },
      { id = "C1.1", strength = "partial", not_shown = "Whether confidential data is kept here and nowhere else." },
      { id = "PI1.4", strength = "partial", not_shown = "Who receives what is processed here." },
    ]
    description = "A Glue job writes to three places: its results, its log and its bookmark. A security configuration that leaves one of them off gives the appearance of encryption without it, and jobs log rows of the data they process."
    remediation = {
      text   = "Set `cloudwatch_encryption_mode = \"SSE-KMS\"`, `job_bookmarks_encryption_mode = \"CSE-KMS\"`, both with `kms_key_arn`, and an `s3_encryption_mode`."
      before = <<-EOT
        resource "aws_glue_security_configuration" "jobs" {
          name = "jobs"

          encryption_configuration {
            cloudwatch_encryption {
              cloudwatch_encryption_mode = "DISABLED"
            }

            job_bookmarks_encryption {
              job_bookmarks_encryption_mode = "DISABLED"
            }

            s3_encryption {
              s3_encryption_mode = "SSE-S3"
            }
          }
        }
      EOT
      after  = <<-EOT
        resource "aws_kms_key" "glue" {
          enable_key_rotation = true
        }

        resource "aws_glue_security_configuration" "jobs" {
          name = "jobs"

          encryption_configuration {
            cloudwatch_encryption {
              cloudwatch_encryption_mode = "SSE-KMS"
              kms_key_arn                = aws_kms_key.glue.arn
            }

            job_bookmarks_encryption {
              job_bookmarks_encryption_mode = "CSE-KMS"
              kms_key_arn                   = aws_kms_key.glue.arn
            }

            s3_encryption {
              s3_encryption_mode = "SSE-KMS"
              kms_key_arn        = aws_kms_key.glue.arn
            }
          }
        }
      EOT
    }
    references = [
      "https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/glue_security_configuration",
      "https://docs.aws.amazon.com/glue/latest/dg/set-up-encryption.html",
    ]
  }
}

policy {
  required_providers {
    aws = { source = "hashicorp/aws", version = ">= 5.0.0, < 7.0.0" }
  }
}

resource_policy "aws_glue_security_configuration" "security_configuration_encrypts" {
  locals {
    logs      = [for c in attrs.encryption_configuration : c if core::length([for e in c.cloudwatch_encryption : e if e.cloudwatch_encryption_mode == "SSE-KMS" && plugin::soc2::is_set(e.kms_key_arn)]) > 0]
    bookmarks = [for c in attrs.encryption_configuration : c if core::length([for e in c.job_bookmarks_encryption : e if e.job_bookmarks_encryption_mode == "CSE-KMS" && plugin::soc2::is_set(e.kms_key_arn)]) > 0]
    data      = [for c in attrs.encryption_configuration : c if core::length([for e in c.s3_encryption : e if e.s3_encryption_mode == "SSE-KMS" || e.s3_encryption_mode == "SSE-S3"]) > 0]
  }

  enforce {
    condition     = core::length(local.logs) > 0
    error_message = "Jobs with this configuration log unencrypted; set `cloudwatch_encryption_mode = \"SSE-KMS\"` and `kms_key_arn`."
  }

  enforce {
    condition     = core::length(local.bookmarks) > 0
    error_message = "Jobs with this configuration keep bookmarks unencrypted; set `job_bookmarks_encryption_mode = \"CSE-KMS\"` and `kms_key_arn`."
  }

  enforce {
    condition     = core::length(local.data) > 0
    error_message = "Jobs with this configuration write to S3 without asking for encryption; set `s3_encryption_mode` to `SSE-KMS` or `SSE-S3`."
  }
}
