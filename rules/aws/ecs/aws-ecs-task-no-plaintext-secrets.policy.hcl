locals {
  soc2_aws_ecs_task_no_plaintext_secrets = {
    title    = "ECS container environments hold no secrets"
    severity = "critical"
    preset   = "default"
    since    = "0.1.0"
    criteria = [
      { id = "CC6.1", strength = "supports", not_shown = "Whether the secret is rotated, and who may read it where it is stored." },
    ]
    description = "The environment of a container stands in the task definition, which many may read and nobody can delete for good, in the state, in the repository and in crash reports. The `secrets` list gives the same variable without any of that."
    remediation = {
      text   = "Move the variable from `environment` to `secrets`, with the ARN of a Secrets Manager secret or a parameter as `valueFrom`."
      before = <<-EOT
        resource "aws_ecs_task_definition" "app" {
          family       = "app"
          network_mode = "awsvpc"

          container_definitions = jsonencode([{
            name   = "app"
            image  = "example/app:1"
            memory = 512

            environment = [
              { name = "DB_PASSWORD", value = "correct-horse-battery" }
            ]
          }])

        }
      EOT
      after  = <<-EOT
        resource "aws_ecs_task_definition" "app" {
          family       = "app"
          network_mode = "awsvpc"

          container_definitions = jsonencode([{
            name   = "app"
            image  = "example/app:1"
            memory = 512

            secrets = [
              { name = "DB_PASSWORD", valueFrom = "arn:aws:secretsmanager:eu-west-1:123456789012:secret:database" }
            ]
          }])

        }
      EOT
    }
    references = [
      "https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/ecs_task_definition",
      "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/specifying-sensitive-data.html",
    ]
  }
}

policy {
  required_providers {
    aws = { source = "hashicorp/aws", version = ">= 5.0.0, < 7.0.0" }
  }
}

resource_policy "aws_ecs_task_definition" "task_no_plaintext_secrets" {
  locals {
    containers = [for c in core::try(core::jsondecode(attrs.container_definitions), []) : c if core::try(c.environment, null) != null]
    bad = [
      for c in local.containers : [
        for e in c.environment : core::try(e.name, "?")
        # A name that promises a secret, and a value in the source that can be one; or the shape of a known kind of secret.
        if(
          plugin::soc2::is_literal(core::try(e.value, null)) &&
          core::regex_match(core::try(e.name, ""), "(?i)(password|passwd|secret|token|api_?key|private_?key|credential|access_?key)") &&
          !core::regex_match(core::try(e.name, ""), "(?i)(alias|algorithm|arn|audience|backend|bucket|cookie|count|days|domain|enable|enabled|endpoint|expiration|expiry|file|format|header|host|hours|interval|issuer|length|level|limit|millis|minutes|mode|name|param|parameter|path|policy|pool|port|prefix|provider|queue|region|required|rotation|scope|seconds|size|store|strategy|table|timeout|topic|ttl|type|ur[il]|validation|version)$|(secret|token|key|credential|password)s?[_-]?(id|ref|dir)$") &&
          !core::regex_match(e.value, "^(arn:|https?://[^@]*$|/|ssm:|vault:|secretsmanager:|\\{\\{resolve:|(?i:true|false|yes|no|on|off|null|none)$|[0-9]{1,6}$)")
          ) || (
          plugin::soc2::is_literal(plugin::soc2::literal_text(core::try(e.value, null))) &&
          core::regex_match(plugin::soc2::literal_text(core::try(e.value, null)), "\\b(AKIA|ASIA|ABIA|ACCA)[A-Z2-7]{16}\\b|-----BEGIN ([A-Z0-9]+ )*PRIVATE KEY( BLOCK)?-----|\\b(gh[pousr]_[A-Za-z0-9]{36}|github_pat_[A-Za-z0-9_]{60,}|xox[abprs]-[A-Za-z0-9-]{10,}|glpat-[A-Za-z0-9_-]{20}|[sr]k_live_[A-Za-z0-9]{16,})|[a-z]://[^/\\s:@]*:[^/\\s:@$<{]{3,}@")
        )
      ]
    ]
  }

  enforce {
    condition     = core::length([for names in local.bad : names if core::length(names) > 0]) == 0
    error_message = "Containers have secrets in clear text (${plugin::soc2::listed(local.bad)}); rotate them and move the variables to `secrets`."
  }
}

resource_policy "aws_ecs_express_gateway_service" "task_no_plaintext_secrets" {
  locals {
    containers = [for c in attrs.primary_container : c]
    bad = [
      for c in local.containers : [
        for e in c.environment : e.name
        # A name that promises a secret, and a value in the source that can be one; or the shape of a known kind of secret.
        if(
          plugin::soc2::is_literal(e.value) &&
          core::regex_match(e.name, "(?i)(password|passwd|secret|token|api_?key|private_?key|credential|access_?key)") &&
          !core::regex_match(e.name, "(?i)(alias|algorithm|arn|audience|backend|bucket|cookie|count|days|domain|enable|enabled|endpoint|expiration|expiry|file|format|header|host|hours|interval|issuer|length|level|limit|millis|minutes|mode|name|param|parameter|path|policy|pool|port|prefix|provider|queue|region|required|rotation|scope|seconds|size|store|strategy|table|timeout|topic|ttl|type|ur[il]|validation|version)$|(secret|token|key|credential|password)s?[_-]?(id|ref|dir)$") &&
          !core::regex_match(e.value, "^(arn:|https?://[^@]*$|/|ssm:|vault:|secretsmanager:|\\{\\{resolve:|(?i:true|false|yes|no|on|off|null|none)$|[0-9]{1,6}$)")
          ) || (
          plugin::soc2::is_literal(plugin::soc2::literal_text(e.value)) &&
          core::regex_match(plugin::soc2::literal_text(e.value), "\\b(AKIA|ASIA|ABIA|ACCA)[A-Z2-7]{16}\\b|-----BEGIN ([A-Z0-9]+ )*PRIVATE KEY( BLOCK)?-----|\\b(gh[pousr]_[A-Za-z0-9]{36}|github_pat_[A-Za-z0-9_]{60,}|xox[abprs]-[A-Za-z0-9-]{10,}|glpat-[A-Za-z0-9_-]{20}|[sr]k_live_[A-Za-z0-9]{16,})|[a-z]://[^/\\s:@]*:[^/\\s:@$<{]{3,}@")
        )
      ]
    ]
  }

  enforce {
    condition     = core::length([for names in local.bad : names if core::length(names) > 0]) == 0
    error_message = "Containers have secrets in clear text (${plugin::soc2::listed(local.bad)}); rotate them and move the variables to `secret`."
  }
}
