locals {
  soc2_aws_mwaa_not_public = {
    title    = "MWAA web servers are private"
    severity = "high"
    preset   = "default"
    since    = "0.1.0"
    criteria = [
      { id = "CC6.6", strength = "supports", not_shown = "Whether security groups and routes of other configurations open another way in." },
      { id = "CC6.1", strength = "partial", not_shown = "Whether those who can reach it have to authenticate, and how well." },
    ]
    description = "Airflow's web server starts workflows that hold credentials for the data they move. In public mode its login page is on the internet, and one stolen IAM session is enough."
    remediation = {
      text   = "Leave `webserver_access_mode` unset or set it to `PRIVATE_ONLY`."
      before = <<-EOT
        resource "aws_mwaa_environment" "main" {
          name                  = "main"
          dag_s3_path           = "dags/"
          execution_role_arn    = "arn:aws:iam::123456789012:role/airflow"
          source_bucket_arn     = "arn:aws:s3:::example-airflow"
          webserver_access_mode = "PUBLIC_ONLY"

          network_configuration {
            security_group_ids = ["sg-0123456789abcdef0"]
            subnet_ids         = ["subnet-0123456789abcdef0", "subnet-0123456789abcdef1"]
          }
        }
      EOT
      after  = <<-EOT
        resource "aws_mwaa_environment" "main" {
          name                  = "main"
          dag_s3_path           = "dags/"
          execution_role_arn    = "arn:aws:iam::123456789012:role/airflow"
          source_bucket_arn     = "arn:aws:s3:::example-airflow"
          webserver_access_mode = "PRIVATE_ONLY"

          network_configuration {
            security_group_ids = ["sg-0123456789abcdef0"]
            subnet_ids         = ["subnet-0123456789abcdef0", "subnet-0123456789abcdef1"]
          }
        }
      EOT
    }
    references = [
      "https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/mwaa_environment",
      "https://docs.aws.amazon.com/mwaa/latest/userguide/configuring-networking.html",
    ]
  }
}

policy {
  required_providers {
    aws = { source = "hashicorp/aws", version = ">= 5.0.0, < 7.0.0" }
  }
}

resource_policy "aws_mwaa_environment" "not_public" {
  enforce {
    condition     = attrs.webserver_access_mode != "PUBLIC_ONLY" && attrs.webserver_access_mode != "PUBLIC_AND_PRIVATE"
    error_message = "The web server of this environment is on the internet; set `webserver_access_mode = \"PRIVATE_ONLY\"`."
  }
}
