locals {
  soc2_aws_lambda_not_public = {
    title    = "Lambda functions and layers cannot be invoked or read by everyone"
    severity = "critical"
    preset   = "default"
    since    = "0.1.0"
    criteria = [
      { id = "CC6.1", strength = "supports", not_shown = "What the function does for those who may invoke it." },
      { id = "CC6.6", strength = "supports", not_shown = "Other public ways to the function, such as APIs and load balancers." },
    ]
    description = "A permission for `*` lets every AWS account invoke the function or download the layer, with everything that its code and role reach. The authentication type `AWS_IAM` of a function URL does not limit it: a caller signs with the credentials of any account."
    remediation = {
      text   = "Name the principal, or limit the star by `principal_org_id`, `source_account` or `source_arn` (layers: `organization_id`)."
      before = <<-EOT
        resource "aws_lambda_permission" "invoke" {
          action        = "lambda:InvokeFunction"
          function_name = "orders"
          principal     = "*"
        }
      EOT
      after  = <<-EOT
        resource "aws_lambda_permission" "invoke" {
          action           = "lambda:InvokeFunction"
          function_name    = "orders"
          principal        = "*"
          principal_org_id = "o-0123456789"
        }
      EOT
    }
    references = [
      "https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/lambda_permission",
      "https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/lambda_layer_version_permission",
      "https://docs.aws.amazon.com/lambda/latest/dg/access-control-resource-based.html",
      "https://docs.aws.amazon.com/lambda/latest/dg/urls-auth.html",
    ]
  }
}

policy {
  required_providers {
    aws = { source = "hashicorp/aws", version = ">= 5.0.0, < 7.0.0" }
  }
}

resource_policy "aws_lambda_permission" "not_public" {
  # `function_url_auth_type = "AWS_IAM"` is no limit: whoever has any AWS account signs his calls, and the star lets him in.
  filter = attrs.principal == "*"

  enforce {
    condition = (
      plugin::soc2::is_set(attrs.principal_org_id) ||
      plugin::soc2::is_set(attrs.source_account) ||
      (plugin::soc2::is_set(attrs.source_arn) && attrs.source_arn != "*")
    )
    error_message = "Everyone may invoke this function; name the principal, or set `principal_org_id`, `source_account` or `source_arn`."
  }
}

resource_policy "aws_lambda_layer_version_permission" "not_public" {
  filter = attrs.principal == "*"

  enforce {
    condition     = plugin::soc2::is_set(attrs.organization_id)
    error_message = "Everyone may download this layer; name the account in `principal`, or set `organization_id`."
  }
}

resource_policy "aws_lambda_resource_policy" "not_public" {
  enforce {
    condition     = core::length([for s in plugin::soc2::policy_statements(attrs.policy) : s if plugin::soc2::is_public_statement(s)]) == 0
    error_message = "Everyone may invoke this function; name the principals, or limit the statement by `aws:PrincipalOrgID`, `aws:SourceAccount` or `aws:SourceArn`."
  }
}
