locals {
  soc2_aws_codebuild_source_url_no_credentials = {
    title    = "CodeBuild source locations hold no credentials"
    severity = "high"
    preset   = "default"
    since    = "0.1.0"
    criteria = [
      { id = "CC6.1", strength = "supports", not_shown = "Whether the connection is limited to the repositories that the build needs." },
      { id = "CC8.1", strength = "partial", not_shown = "Whether changes are reviewed and tested." },
    ]
    description = "A token in the URL of the source stands in the repository, the state and each build log, and reads or writes the code of its owner. A connection has no secret that somebody could copy, and can be withdrawn in one place."
    remediation = {
      text   = "Take the credentials out of `location`, and use a connection (`CODECONNECTIONS`) or a secret (`SECRETS_MANAGER`)."
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


          }

          source {
            type     = "GITHUB"
            location = "https://user:0123456789abcdef@github.com/example/app.git"
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
      "https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/codebuild_source_credential",
      "https://docs.aws.amazon.com/codebuild/latest/userguide/access-tokens.html",
    ]
  }
}

policy {
  required_providers {
    aws = { source = "hashicorp/aws", version = ">= 5.0.0, < 7.0.0" }
  }
}

resource_policy "aws_codebuild_project" "source_url_no_credentials" {
  locals {
    # A user name alone is no secret, unless it is long enough to be a token. After the name of a host nothing is one.
    credentials = [
      for l in core::concat([for s in attrs.source : s.location], [for s in attrs.secondary_sources : s.location]) : l
      if l != null && !core::startswith(l, "https://github.com/") && !core::startswith(l, "https://gitlab.com/") && !core::startswith(l, "https://bitbucket.org/") &&
      core::regex_match(l, "://([^/@:]*:[^/@]+|[^/@:]{20,})@")
    ]
    weak           = [for s in attrs.source : [for a in s.auth : a.type if a.type != null && a.type != "OAUTH" && a.type != "CODECONNECTIONS" && a.type != "SECRETS_MANAGER"]]
    weak_secondary = [for s in attrs.secondary_sources : [for a in s.auth : a.type if a.type != null && a.type != "OAUTH" && a.type != "CODECONNECTIONS" && a.type != "SECRETS_MANAGER"]]
  }

  enforce {
    condition     = core::length(local.credentials) == 0
    error_message = "The location of a source holds credentials; rotate them, take them out of `location` and use a connection or a secret."
  }

  enforce {
    condition     = core::length([for t in local.weak : t if core::length(t) > 0]) == 0 && core::length([for t in local.weak_secondary : t if core::length(t) > 0]) == 0
    error_message = "A source authenticates with ${plugin::soc2::listed([local.weak, local.weak_secondary])}; use `CODECONNECTIONS` or `SECRETS_MANAGER`."
  }
}

resource_policy "aws_codebuild_source_credential" "source_url_no_credentials" {
  enforce {
    condition     = attrs.auth_type == "OAUTH" || attrs.auth_type == "CODECONNECTIONS" || attrs.auth_type == "SECRETS_MANAGER"
    error_message = "These credentials are a long-lived token or password; use `CODECONNECTIONS` or `SECRETS_MANAGER`."
  }

  # With the other types the token is the ARN of a connection or secret.
  enforce {
    condition     = attrs.auth_type != "OAUTH" || !plugin::soc2::is_literal(attrs.token)
    error_message = "The token stands in the source; rotate it and use `CODECONNECTIONS` or `SECRETS_MANAGER`."
  }
}
