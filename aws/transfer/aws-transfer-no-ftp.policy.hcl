locals {
  soc2_aws_transfer_no_ftp = {
    title    = "Transfer servers do not offer FTP"
    severity = "high"
    preset   = "default"
    since    = "0.1.0"
    criteria = [
      { id = "CC6.7", strength = "supports", not_shown = "Which ciphers the other protocols allow, and what the partner does with the files." },
      { id = "CC6.6", strength = "partial", not_shown = "Whether the server is reachable from the internet." },
    ]
    description = "FTP sends passwords and files in clear text; everybody on the way reads and changes them. An auditor who asks how files are protected in transit will not accept it on a private network either."
    remediation = {
      text   = "Take `FTP` out of `protocols`; use `SFTP`, `FTPS` or `AS2`."
      before = <<-EOT
        resource "aws_transfer_server" "partners" {
          protocols              = ["SFTP", "FTP"]
          endpoint_type          = "VPC"
          identity_provider_type = "AWS_LAMBDA"
          function               = "arn:aws:lambda:eu-west-1:123456789012:function:partners"

          endpoint_details {
            vpc_id     = "vpc-0123456789abcdef0"
            subnet_ids = ["subnet-0123456789abcdef0"]
          }
        }
      EOT
      after  = <<-EOT
        resource "aws_transfer_server" "partners" {
          protocols              = ["SFTP"]
          endpoint_type          = "VPC"
          identity_provider_type = "AWS_LAMBDA"
          function               = "arn:aws:lambda:eu-west-1:123456789012:function:partners"

          endpoint_details {
            vpc_id     = "vpc-0123456789abcdef0"
            subnet_ids = ["subnet-0123456789abcdef0"]
          }
        }
      EOT
    }
    references = [
      "https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/transfer_server",
      "https://docs.aws.amazon.com/transfer/latest/userguide/create-server-ftp.html",
    ]
  }
}

policy {
  required_providers {
    aws = { source = "hashicorp/aws", version = ">= 5.0.0, < 7.0.0" }
  }
}

resource_policy "aws_transfer_server" "no_ftp" {
  enforce {
    condition     = attrs.protocols == null || core::length([for p in attrs.protocols : p if p == "FTP"]) == 0
    error_message = "This server offers FTP, which sends passwords and files in clear text; take `FTP` out of `protocols`."
  }
}
