locals {
  soc2_aws_lambda_permission_source_restricted = {
    title    = "Service permissions on Lambda functions are bound to a source"
    severity = "high"
    preset   = "default"
    since    = "0.1.0"
    criteria = [
      { id = "CC6.1", strength = "supports", not_shown = "Whether the named source is itself well guarded." },
      { id = "CC6.3", strength = "partial", not_shown = "What the function may do with its role." },
    ]
    description = "A permission for a service without a source lets anybody's bucket, topic or API in any account invoke the function through that service (the confused deputy). Bucket names are global, so for S3 `source_account` is advised besides `source_arn`."
    remediation = {
      text   = "Set `source_arn` (or `source_account` or `principal_org_id`) on the permission."
      before = <<-EOT
        resource "aws_lambda_permission" "topic" {
          action        = "lambda:InvokeFunction"
          function_name = "orders"
          principal     = "sns.amazonaws.com"
        }
      EOT
      after  = <<-EOT
        resource "aws_sns_topic" "orders" {
          name = "orders"
        }

        resource "aws_lambda_permission" "topic" {
          action        = "lambda:InvokeFunction"
          function_name = "orders"
          principal     = "sns.amazonaws.com"
          source_arn    = aws_sns_topic.orders.arn
        }
      EOT
    }
    references = [
      "https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/lambda_permission",
      "https://docs.aws.amazon.com/lambda/latest/dg/permissions-function-services.html",
      "https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html",
    ]
  }
}

policy {
  required_providers {
    aws = { source = "hashicorp/aws", version = ">= 5.0.0, < 7.0.0" }
  }
}

resource_policy "aws_lambda_permission" "permission_source_restricted" {
  filter = core::endswith(attrs.principal, ".amazonaws.com") || core::endswith(attrs.principal, ".amazonaws.com.cn")

  enforce {
    condition = (
      plugin::soc2::is_set(attrs.source_arn) ||
      (attrs.principal != "apigateway.amazonaws.com" && plugin::soc2::is_set(attrs.source_account)) ||
      (attrs.principal != "apigateway.amazonaws.com" && plugin::soc2::is_set(attrs.principal_org_id))
    )
    error_message = "The service `${attrs.principal}` may invoke this function on behalf of anybody; set `source_arn`."
  }
}
