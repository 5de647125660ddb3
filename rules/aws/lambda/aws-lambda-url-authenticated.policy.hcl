locals {
  soc2_aws_lambda_url_authenticated = {
    title    = "Lambda function URLs require IAM"
    severity = "high"
    preset   = "default"
    since    = "0.1.0"
    criteria = [
      { id = "CC6.1", strength = "supports", not_shown = "Whether the callers that IAM admits need the function." },
      { id = "CC6.6", strength = "supports", not_shown = "Whether the code checks its input." },
    ]
    description = "A function URL is an HTTPS endpoint on the internet. With the authentication type `NONE` anybody who knows the address runs the code, and nothing but the code itself tells callers apart."
    remediation = {
      text   = "Set `authorization_type = \"AWS_IAM\"`."
      before = <<-EOT
        resource "aws_lambda_function_url" "orders" {
          function_name      = "orders"
          authorization_type = "NONE"
        }
      EOT
      after  = <<-EOT
        resource "aws_lambda_function_url" "orders" {
          function_name      = "orders"
          authorization_type = "AWS_IAM"
        }
      EOT
    }
    references = [
      "https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/lambda_function_url",
      "https://docs.aws.amazon.com/lambda/latest/dg/urls-auth.html",
    ]
  }
}

policy {
  required_providers {
    aws = { source = "hashicorp/aws", version = ">= 5.0.0, < 7.0.0" }
  }
}

resource_policy "aws_lambda_function_url" "url_authenticated" {
  enforce {
    condition     = attrs.authorization_type == "AWS_IAM"
    error_message = "Everybody on the internet may call this function; set `authorization_type = \"AWS_IAM\"`."
  }
}
