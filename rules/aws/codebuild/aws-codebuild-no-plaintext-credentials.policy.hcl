locals {
  soc2_aws_codebuild_no_plaintext_credentials = {
    title    = "CodeBuild environments hold no secrets in plain text"
    severity = "critical"
    preset   = "default"
    since    = "0.1.0"
    criteria = [
      { id = "CC6.1", strength = "supports", not_shown = "Whether the secret is rotated, and who may read it where it is stored." },
      { id = "CC8.1", strength = "partial", not_shown = "Whether changes are reviewed and tested; it shows only that the pipeline gives nothing away." },
    ]
    description = "Plain text variables of a project stand in the repository, in the state, in the console and often in the build log. Who reads one of them has what the pipeline has, which is mostly the right to deploy."
    remediation = {
      text   = "Give the variable the type `SECRETS_MANAGER` or `PARAMETER_STORE` and the name of the secret as value; use the service role for AWS."
      before = <<-EOT
        resource "aws_codebuild_project" "build" {
          name         = "build"
          service_role = "arn:aws:iam::123456789012:role/build"

          artifacts {
            type = "NO_ARTIFACTS"
          }

          environment {
            compute_type = "BUILD_GENERAL1_SMALL"
            image        = "aws/codebuild/standard:7.0"
            type         = "LINUX_CONTAINER"


            environment_variable {
              name  = "DB_PASSWORD"
              value = "correct-horse-battery"
            }
          }

          source {
            type     = "GITHUB"
            location = "https://github.com/example/app.git"
          }
        }
      EOT
      after  = <<-EOT
        resource "aws_codebuild_project" "build" {
          name         = "build"
          service_role = "arn:aws:iam::123456789012:role/build"

          artifacts {
            type = "NO_ARTIFACTS"
          }

          environment {
            compute_type = "BUILD_GENERAL1_SMALL"
            image        = "aws/codebuild/standard:7.0"
            type         = "LINUX_CONTAINER"


            environment_variable {
              name  = "DB_PASSWORD"
              type  = "SECRETS_MANAGER"
              value = "build/database:password"
            }
          }

          source {
            type     = "GITHUB"
            location = "https://github.com/example/app.git"
          }
        }
      EOT
    }
    references = [
      "https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/codebuild_project",
      "https://docs.aws.amazon.com/codebuild/latest/userguide/build-spec-ref.html",
      "https://docs.aws.amazon.com/securityhub/latest/userguide/codebuild-controls.html",
    ]
  }
}

policy {
  required_providers {
    aws = { source = "hashicorp/aws", version = ">= 5.0.0, < 7.0.0" }
  }
}

resource_policy "aws_codebuild_project" "no_plaintext_credentials" {
  locals {
    bad = [
      for e in attrs.environment : [
        for v in e.environment_variable : v.name
        if(v.type == "PLAINTEXT" || v.type == null) && (
          v.name == "AWS_ACCESS_KEY_ID" || v.name == "AWS_SECRET_ACCESS_KEY" ||
          # A name that promises a secret, and a value in the source that can be one.
          (
            plugin::soc2::is_literal(v.value) &&
            core::regex_match(v.name, "(?i)(password|passwd|secret|token|api_?key|private_?key|credential|access_?key)") &&
            !core::regex_match(v.name, "(?i)(alias|algorithm|arn|audience|backend|bucket|cookie|count|days|domain|enable|enabled|endpoint|expiration|expiry|file|format|header|host|hours|interval|issuer|length|level|limit|millis|minutes|mode|name|param|parameter|path|policy|pool|port|prefix|provider|queue|region|required|rotation|scope|seconds|size|store|strategy|table|timeout|topic|ttl|type|ur[il]|validation|version)$|(secret|token|key|credential|password)s?[_-]?(id|ref|dir)$") &&
            !core::regex_match(v.value, "^(arn:|https?://[^@]*$|/|ssm:|vault:|secretsmanager:|\\{\\{resolve:|(?i:true|false|yes|no|on|off|null|none)$|[0-9]{1,6}$)")
          ) ||
          # A value of the shape of a known kind of secret.
          (
            plugin::soc2::is_literal(plugin::soc2::literal_text(v.value)) &&
            core::regex_match(plugin::soc2::literal_text(v.value), "\\b(AKIA|ASIA|ABIA|ACCA)[A-Z2-7]{16}\\b|-----BEGIN ([A-Z0-9]+ )*PRIVATE KEY( BLOCK)?-----|\\b(gh[pousr]_[A-Za-z0-9]{36}|github_pat_[A-Za-z0-9_]{60,}|xox[abprs]-[A-Za-z0-9-]{10,}|glpat-[A-Za-z0-9_-]{20}|[sr]k_live_[A-Za-z0-9]{16,})|[a-z]://[^/\\s:@]*:[^/\\s:@$<{]{3,}@")
          )
        )
      ]
    ]
  }

  enforce {
    condition     = core::length([for names in local.bad : names if core::length(names) > 0]) == 0
    error_message = "This project has secrets in plain text (${plugin::soc2::listed(local.bad)}); rotate them and use the type `SECRETS_MANAGER` or `PARAMETER_STORE`."
  }
}
