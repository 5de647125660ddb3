locals {
  soc2_aws_appsync_waf = {
    title    = "AppSync APIs sit behind a WAF"
    severity = "medium"
    preset   = "default"
    since    = "0.1.0"
    criteria = [
      { id = "CC6.6", strength = "partial", not_shown = "Which rules the web ACL has and whether they block; the association alone filters nothing." },
    ]
    description = "A GraphQL endpoint answers from the internet and accepts queries of any depth. A web application firewall limits floods and known attack patterns before they reach resolvers and data. Private APIs are not judged."
    remediation = {
      text   = "Associate an `aws_wafv2_web_acl` with the API by `aws_wafv2_web_acl_association`."
      before = <<-EOT
        resource "aws_appsync_graphql_api" "orders" {
          name                = "orders"
          authentication_type = "AWS_IAM"
        }
      EOT
      after  = <<-EOT
        resource "aws_appsync_graphql_api" "orders" {
          name                = "orders"
          authentication_type = "AWS_IAM"
        }

        resource "aws_wafv2_web_acl_association" "orders" {
          resource_arn = aws_appsync_graphql_api.orders.arn
          web_acl_arn  = "arn:aws:wafv2:eu-west-1:123456789012:regional/webacl/main/0b7b2a2d-0000-0000-0000-000000000000"
        }
      EOT
    }
    references = [
      "https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/wafv2_web_acl_association",
      "https://docs.aws.amazon.com/appsync/latest/devguide/WAF-Integration.html",
    ]
  }
}

policy {
  required_providers {
    aws = { source = "hashicorp/aws", version = ">= 5.0.0, < 7.0.0" }
  }
}

resource_policy "aws_appsync_graphql_api" "waf" {
  filter = attrs.visibility != "PRIVATE"

  enforce {
    condition     = core::length(core::getresources("aws_wafv2_web_acl_association", { resource_arn = attrs.arn })) > 0
    error_message = "No web ACL protects this API; add an `aws_wafv2_web_acl_association` with its ARN as `resource_arn`."
  }
}
