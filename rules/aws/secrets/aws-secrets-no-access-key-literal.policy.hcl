locals {
  soc2_aws_secrets_no_access_key_literal = {
    title    = "No AWS access key id or secret appears as a literal anywhere in the configuration"
    severity = "critical"
    preset   = "default"
    since    = "0.1.0"
    criteria = [
      { id = "CC6.1", strength = "supports", not_shown = "Secrets of other shapes, and copies in the history of the repository." },
      { id = "CC6.2", strength = "partial", not_shown = "Who was given the key, and whether it is still valid." },
    ]
    literals = [
      { pattern = "\\b(AKIA|ASIA|ABIA|ACCA)[A-Z2-7]{16}\\b", message = "holds an AWS access key id; revoke the key, and let the workload use a role or read a key at run time." },
      { pattern = "^[A-Za-z0-9/+=]{40}$", name = "(?i)secret[_-]?(access[_-]?)?key", message = "holds an AWS secret access key; revoke the key, and let the workload use a role or read a key at run time." },
    ]
    description = "An access key in the source is in every clone and in the history for good, and the Terraform state holds it too. Scanners of public repositories find such keys within minutes. AWS's documented example keys count as well, because a reader can't tell them from real ones."
    remediation = {
      text   = "Rotate the key, take it out of the configuration and read it at run time: from a role, Secrets Manager, or the environment of the pipeline."
      before = <<-EOT
        resource "aws_lambda_function" "worker" {
          function_name = "worker"
          role          = "arn:aws:iam::123456789012:role/worker"
          handler       = "index.handler"
          runtime       = "nodejs22.x"
          filename      = "worker.zip"

          environment {
            variables = {
              AWS_ACCESS_KEY_ID     = "AKIAIOSFODNN7EXAMPLE"
              AWS_SECRET_ACCESS_KEY = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"
            }
          }
        }
      EOT
      after  = <<-EOT
        resource "aws_lambda_function" "worker" {
          function_name = "worker"
          role          = "arn:aws:iam::123456789012:role/worker"
          handler       = "index.handler"
          runtime       = "nodejs22.x"
          filename      = "worker.zip"
        }
      EOT
    }
    references = [
      "https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html#bp-workloads-use-roles",
      "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-unique-ids",
    ]
  }
}
