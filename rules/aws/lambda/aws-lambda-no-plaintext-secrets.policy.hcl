locals {
  soc2_aws_lambda_no_plaintext_secrets = {
    title    = "Lambda environments hold no secrets"
    severity = "critical"
    preset   = "default"
    since    = "0.1.0"
    criteria = [
      { id = "CC6.1", strength = "supports", not_shown = "Secrets in the code of the function, and who may read the secrets store." },
    ]
    description = "Everybody who may look at a function in the console sees its environment, and so does everybody who reads the source or the Terraform state. A secret belongs in a store that the function reads at run time; names, paths and ARNs of secrets are no secrets."
    remediation = {
      text   = "Store the value in Secrets Manager or Parameter Store, give the function its ARN, and read it at run time."
      before = <<-EOT
        resource "aws_lambda_function" "orders" {
          function_name = "orders"
          role          = "arn:aws:iam::123456789012:role/orders"
          handler       = "index.handler"
          runtime       = "nodejs22.x"
          filename      = "orders.zip"

          environment {
            variables = {
              DATABASE_PASSWORD = "hunter2-and-more"
            }
          }
        }
      EOT
      after  = <<-EOT
        resource "aws_lambda_function" "orders" {
          function_name = "orders"
          role          = "arn:aws:iam::123456789012:role/orders"
          handler       = "index.handler"
          runtime       = "nodejs22.x"
          filename      = "orders.zip"

          environment {
            variables = {
              DATABASE_PASSWORD_ARN = "arn:aws:secretsmanager:eu-west-1:123456789012:secret:orders"
            }
          }
        }
      EOT
    }
    references = [
      "https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/lambda_function",
      "https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html",
      "https://docs.aws.amazon.com/secretsmanager/latest/userguide/retrieving-secrets_lambda.html",
    ]
  }
}

policy {
  required_providers {
    aws = { source = "hashicorp/aws", version = ">= 5.0.0, < 7.0.0" }
  }
}

resource_policy "aws_lambda_function" "no_plaintext_secrets" {
  locals {
    variables = core::flatten([for e in attrs.environment : [for k, v in e.variables == null ? {} : e.variables : { name = k, value = v }]])
    # Names and places of secrets, switches and small numbers are no secrets.
    named = [
      for v in local.variables : v.name
      if plugin::soc2::is_literal(v.value) && core::regex_match(v.name, "(?i)(password|passwd|secret|token|api_?key|private_?key|credential|access_?key)") &&
      !core::regex_match(v.name, "(?i)(alias|algorithm|arn|audience|backend|bucket|cookie|count|days|domain|enable|enabled|endpoint|expiration|expiry|file|format|header|host|hours|interval|issuer|length|level|limit|millis|minutes|mode|name|param|parameter|path|policy|pool|port|prefix|provider|queue|region|required|rotation|scope|seconds|size|store|strategy|table|timeout|topic|ttl|type|ur[il]|validation|version)$|(secret|token|key|credential|password)s?[_-]?(id|ref|dir)$") &&
      !core::regex_match(v.value, "^(arn:|https?://[^@]*$|/|ssm:|vault:|secretsmanager:|\\{\\{resolve:|(?i:true|false|yes|no|on|off|null|none)$|[0-9]{1,6}$)")
    ]
    # The shapes of known kinds of secrets, and addresses with a password, as far as the source spells them out.
    shaped = [
      for v in local.variables : v.name
      if plugin::soc2::is_literal(plugin::soc2::literal_text(v.value)) && core::regex_match(plugin::soc2::literal_text(v.value), "\\b(AKIA|ASIA|ABIA|ACCA)[A-Z2-7]{16}\\b|-----BEGIN ([A-Z0-9]+ )*PRIVATE KEY( BLOCK)?-----|\\b(gh[pousr]_[A-Za-z0-9]{36}|github_pat_[A-Za-z0-9_]{60,}|xox[abprs]-[A-Za-z0-9-]{10,}|glpat-[A-Za-z0-9_-]{20}|[sr]k_live_[A-Za-z0-9]{16,})|[a-z]://[^/\\s:@]*:[^/\\s:@$<{]{3,}@")
    ]
    names  = plugin::soc2::listed(core::concat(local.named, local.shaped))
  }

  enforce {
    condition     = core::length(local.named) == 0 && core::length(local.shaped) == 0
    error_message = "The environment holds a secret in clear text: ${local.names}; store it in Secrets Manager and give the function its ARN."
  }
}
