locals {
  soc2_aws_apigateway_method_authorization = {
    title    = "REST API methods need authorization or an API key"
    severity = "high"
    preset   = "default"
    since    = "0.1.0"
    criteria = [
      { id = "CC6.1", strength = "supports", not_shown = "Whether the authorizer checks what it should, and who holds API keys." },
      { id = "CC6.6", strength = "supports", not_shown = "Throttling, input validation and what the backend behind the method accepts." },
    ]
    description = "A method without authorization is open to everybody who finds its URL, and URLs of API Gateway are found. An auditor asks which calls are public and why; those that are public on purpose, such as a login, are written exceptions."
    remediation = {
      text   = "Set `authorization` to `AWS_IAM`, `CUSTOM` or `COGNITO_USER_POOLS`, or make the API private, or limit it by a resource policy."
      before = <<-EOT
        resource "aws_api_gateway_method" "orders" {
          rest_api_id   = "a1b2c3d4e5"
          resource_id   = "f6g7h8"
          http_method   = "GET"
          authorization = "NONE"
        }
      EOT
      after  = <<-EOT
        resource "aws_api_gateway_method" "orders" {
          rest_api_id   = "a1b2c3d4e5"
          resource_id   = "f6g7h8"
          http_method   = "GET"
          authorization = "AWS_IAM"
        }
      EOT
    }
    references = [
      "https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/api_gateway_method",
      "https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/api_gateway_rest_api_policy",
      "https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-control-access-to-api.html",
    ]
  }
}

policy {
  required_providers {
    aws = { source = "hashicorp/aws", version = ">= 5.0.0, < 7.0.0" }
  }
}

resource_policy "aws_api_gateway_method" "method_authorization" {
  locals {
    apis = [for api in core::getresources("aws_api_gateway_rest_api", {}) : api if api.id == attrs.rest_api_id]
    private = [
      for api in local.apis : api
      if core::length([for e in api.endpoint_configuration : e if e.types != null && core::contains(core::tolist(e.types), "PRIVATE")]) > 0
    ]

    # A resource policy limits the callers where none of its statements lets everyone in.
    policies = core::concat(
      [for p in core::getresources("aws_api_gateway_rest_api_policy", {}) : p.policy if p.rest_api_id == attrs.rest_api_id],
      [for api in local.apis : api.policy],
    )
    limiting = [
      for p in local.policies : p
      if core::length(plugin::soc2::policy_statements(p)) > 0 && core::length([for s in plugin::soc2::policy_statements(p) : s if plugin::soc2::is_public_statement(s)]) == 0
    ]
    # Or where everybody is allowed, and then refused who comes from elsewhere: AWS's own example of a list of addresses.
    outsiders = "^(?i)(NotIpAddress aws:(Vpc)?SourceIp|(ForAnyValue:)?(String|Arn)Not(Equals|EqualsIgnoreCase|Like) aws:(SourceVpc|SourceVpce|SourceAccount|SourceArn|PrincipalOrgID|PrincipalOrgPaths|PrincipalAccount|PrincipalArn))$"
    fenced = [
      for p in local.policies : p
      if core::length([
        for s in plugin::soc2::policy_statements(p) : s
        if s.effect == "Deny" && core::length(s.conditions) > 0 &&
        core::length([for i in s.principals : i if i.identifier == "*"]) > 0 &&
        core::length([for a in s.actions : a if plugin::soc2::matches_iam_pattern(a, "execute-api:Invoke")]) > 0 &&
        core::length([for r in s.resources : r if core::regex_match(plugin::soc2::literal_text(r), "^([*]|.*[:}][a-z0-9]*/?[*](/[*])*)$")]) > 0 &&
        core::length([
          for c in s.conditions : c
          if !core::regex_match("${c.operator} ${c.key}", local.outsiders) || core::length([for v in c.values : v if plugin::soc2::is_any_ip(v)]) > 0
        ]) == 0
      ]) > 0
    ]
  }

  enforce {
    condition = (
      attrs.http_method == "OPTIONS" ||
      attrs.authorization == "AWS_IAM" ||
      attrs.authorization == "CUSTOM" ||
      attrs.authorization == "COGNITO_USER_POOLS" ||
      attrs.api_key_required == true ||
      core::length(local.private) > 0 ||
      core::length(local.limiting) > 0 ||
      core::length(local.fenced) > 0
    )
    error_message = "Everybody may call this method; set `authorization` to `AWS_IAM`, `CUSTOM` or `COGNITO_USER_POOLS`."
  }
}
