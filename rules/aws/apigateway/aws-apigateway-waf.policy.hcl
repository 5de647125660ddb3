locals {
  soc2_aws_apigateway_waf = {
    title    = "Public REST API stages sit behind a WAF"
    severity = "medium"
    preset   = "default"
    since    = "0.1.0"
    criteria = [
      { id = "CC6.6", strength = "partial", not_shown = "Which rules the web ACL has and whether they block; the association alone filters nothing." },
    ]
    description = "A web application firewall stops known attack patterns and floods before they reach the code behind the API. Auditors look for it at every door to the internet; stages of private APIs have none."
    remediation = {
      text   = "Associate an `aws_wafv2_web_acl` with the stage by `aws_wafv2_web_acl_association`."
      before = <<-EOT
        resource "aws_api_gateway_stage" "live" {
          rest_api_id   = "a1b2c3d4e5"
          deployment_id = "f6g7h8"
          stage_name    = "live"
        }
      EOT
      after  = <<-EOT
        resource "aws_api_gateway_stage" "live" {
          rest_api_id   = "a1b2c3d4e5"
          deployment_id = "f6g7h8"
          stage_name    = "live"
        }

        resource "aws_wafv2_web_acl_association" "live" {
          resource_arn = aws_api_gateway_stage.live.arn
          web_acl_arn  = "arn:aws:wafv2:eu-west-1:123456789012:regional/webacl/main/0b7b2a2d-0000-0000-0000-000000000000"
        }
      EOT
    }
    references = [
      "https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/wafv2_web_acl_association",
      "https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-control-access-aws-waf.html",
    ]
  }
}

policy {
  required_providers {
    aws = { source = "hashicorp/aws", version = ">= 5.0.0, < 7.0.0" }
  }
}

resource_policy "aws_api_gateway_stage" "waf" {
  # Private APIs have no door to the internet.
  filter = core::length(local.private) == 0

  locals {
    private = [
      for api in core::getresources("aws_api_gateway_rest_api", { id = attrs.rest_api_id }) : api
      if core::length([for e in api.endpoint_configuration : e if e.types != null && core::contains(core::tolist(e.types), "PRIVATE")]) > 0
    ]
  }

  enforce {
    condition = (
      core::length(core::getresources("aws_wafv2_web_acl_association", { resource_arn = attrs.arn })) > 0 ||
      core::length(core::getresources("aws_wafregional_web_acl_association", { resource_arn = attrs.arn })) > 0
    )
    error_message = "No web ACL protects this stage; add an `aws_wafv2_web_acl_association` with its ARN as `resource_arn`."
  }
}
