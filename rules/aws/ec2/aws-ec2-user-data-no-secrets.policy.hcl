locals {
  soc2_aws_ec2_user_data_no_secrets = {
    title    = "User data holds no secrets"
    severity = "critical"
    preset   = "default"
    since    = "0.1.0"
    criteria = [
      { id = "CC6.1", strength = "supports", not_shown = "Secrets of other shapes, and those that a script fetches and writes down." },
    ]
    description = "User data is no safe place: each process on the instance reads it from the metadata service, everybody with `ec2:DescribeInstanceAttribute` reads it in the console, and it stands in the repository and the state."
    remediation = {
      text   = "Read the secret at run time from Secrets Manager or Parameter Store, with the role of the instance."
      before = <<-EOT
        resource "aws_instance" "app" {
          ami                  = "ami-0123456789abcdef0"
          instance_type        = "t3.small"
          iam_instance_profile = "app"

          user_data = <<-SCRIPT
            #!/bin/sh
            export DB_PASSWORD=correct-horse-battery
            exec /opt/app/run
          SCRIPT
        }
      EOT
      after  = <<-EOT
        resource "aws_instance" "app" {
          ami                  = "ami-0123456789abcdef0"
          instance_type        = "t3.small"
          iam_instance_profile = "app"

          user_data = <<-SCRIPT
            #!/bin/sh
            export DB_PASSWORD=$(aws ssm get-parameter --name /app/db --with-decryption --query Parameter.Value --output text)
            exec /opt/app/run
          SCRIPT
        }
      EOT
    }
    references = [
      "https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/instance",
      "https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/launch_configuration",
      "https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/launch_template",
      "https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/user-data.html",
    ]
  }
}

policy {
  required_providers {
    aws = { source = "hashicorp/aws", version = ">= 5.0.0, < 7.0.0" }
  }
}

resource_policy "aws_instance" "user_data_no_secrets" {
  locals {
    # As far as the source spells it out: what is filled in before deployment is not written down.
    text = core::join("\n", [
      plugin::soc2::literal_text(attrs.user_data),
      plugin::soc2::literal_text(plugin::soc2::base64_text(core::try(attrs.user_data_base64, null))),
    ])
    # What is assigned to a name that promises a secret, and is neither the place of one nor the rest of a secret's ARN.
    assigned = [
      for m in core::regexall("(?i)([0-9}*]:|)(?:password|passwd|secret|token|api_?key|private_?key|credentials?|(?:secret_?)?access_?key(?:_?id)?)[\"']?[ \\t]*[=:][ \\t]*[\"']?([^\\s\"'$<>{}()\\[\\]\\\\|&;%`*,.#][^\\s\"'$<>{}()\\\\|&;%`*]{5,})", local.text) : m[1]
      if m[0] == "" && !core::regex_match(m[1], "^(?i:arn:|/|https?://|file:|ssm:|vault:|secretsmanager:|required$|optional$|disabled$|enabled$)")
    ]
  }

  enforce {
    # The shapes of known kinds of secrets, and assignments to names that promise one.
    condition = (
      !core::regex_match(local.text, "\\b(AKIA|ASIA|ABIA|ACCA)[A-Z2-7]{16}\\b|-----BEGIN ([A-Z0-9]+ )*PRIVATE KEY( BLOCK)?-----|\\b(gh[pousr]_[A-Za-z0-9]{36}|github_pat_[A-Za-z0-9_]{60,}|xox[abprs]-[A-Za-z0-9-]{10,}|glpat-[A-Za-z0-9_-]{20})|(?i)aws_?secret_?access_?key[\"']?\\s*[=:]\\s*[\"']?[A-Za-z0-9/+=]{40}") &&
      core::length(local.assigned) == 0
    )
    error_message = "The user data holds a secret in clear text; rotate it and read it at run time with the role of the instance."
  }
}

resource_policy "aws_launch_configuration" "user_data_no_secrets" {
  locals {
    # As far as the source spells it out: what is filled in before deployment is not written down.
    text = core::join("\n", [
      plugin::soc2::literal_text(attrs.user_data),
      plugin::soc2::literal_text(plugin::soc2::base64_text(core::try(attrs.user_data_base64, null))),
    ])
    # What is assigned to a name that promises a secret, and is neither the place of one nor the rest of a secret's ARN.
    assigned = [
      for m in core::regexall("(?i)([0-9}*]:|)(?:password|passwd|secret|token|api_?key|private_?key|credentials?|(?:secret_?)?access_?key(?:_?id)?)[\"']?[ \\t]*[=:][ \\t]*[\"']?([^\\s\"'$<>{}()\\[\\]\\\\|&;%`*,.#][^\\s\"'$<>{}()\\\\|&;%`*]{5,})", local.text) : m[1]
      if m[0] == "" && !core::regex_match(m[1], "^(?i:arn:|/|https?://|file:|ssm:|vault:|secretsmanager:|required$|optional$|disabled$|enabled$)")
    ]
  }

  enforce {
    # The shapes of known kinds of secrets, and assignments to names that promise one.
    condition = (
      !core::regex_match(local.text, "\\b(AKIA|ASIA|ABIA|ACCA)[A-Z2-7]{16}\\b|-----BEGIN ([A-Z0-9]+ )*PRIVATE KEY( BLOCK)?-----|\\b(gh[pousr]_[A-Za-z0-9]{36}|github_pat_[A-Za-z0-9_]{60,}|xox[abprs]-[A-Za-z0-9-]{10,}|glpat-[A-Za-z0-9_-]{20})|(?i)aws_?secret_?access_?key[\"']?\\s*[=:]\\s*[\"']?[A-Za-z0-9/+=]{40}") &&
      core::length(local.assigned) == 0
    )
    error_message = "The user data holds a secret in clear text; rotate it and read it at run time with the role of the instance."
  }
}

resource_policy "aws_spot_instance_request" "user_data_no_secrets" {
  locals {
    # As far as the source spells it out: what is filled in before deployment is not written down.
    text = core::join("\n", [
      plugin::soc2::literal_text(attrs.user_data),
      plugin::soc2::literal_text(plugin::soc2::base64_text(core::try(attrs.user_data_base64, null))),
    ])
    # What is assigned to a name that promises a secret, and is neither the place of one nor the rest of a secret's ARN.
    assigned = [
      for m in core::regexall("(?i)([0-9}*]:|)(?:password|passwd|secret|token|api_?key|private_?key|credentials?|(?:secret_?)?access_?key(?:_?id)?)[\"']?[ \\t]*[=:][ \\t]*[\"']?([^\\s\"'$<>{}()\\[\\]\\\\|&;%`*,.#][^\\s\"'$<>{}()\\\\|&;%`*]{5,})", local.text) : m[1]
      if m[0] == "" && !core::regex_match(m[1], "^(?i:arn:|/|https?://|file:|ssm:|vault:|secretsmanager:|required$|optional$|disabled$|enabled$)")
    ]
  }

  enforce {
    # The shapes of known kinds of secrets, and assignments to names that promise one.
    condition = (
      !core::regex_match(local.text, "\\b(AKIA|ASIA|ABIA|ACCA)[A-Z2-7]{16}\\b|-----BEGIN ([A-Z0-9]+ )*PRIVATE KEY( BLOCK)?-----|\\b(gh[pousr]_[A-Za-z0-9]{36}|github_pat_[A-Za-z0-9_]{60,}|xox[abprs]-[A-Za-z0-9-]{10,}|glpat-[A-Za-z0-9_-]{20})|(?i)aws_?secret_?access_?key[\"']?\\s*[=:]\\s*[\"']?[A-Za-z0-9/+=]{40}") &&
      core::length(local.assigned) == 0
    )
    error_message = "The user data holds a secret in clear text; rotate it and read it at run time with the role of the instance."
  }
}

resource_policy "aws_launch_template" "user_data_no_secrets" {
  locals {
    # Base64, as far as the source spells it out: what is filled in before deployment is not written down.
    text = plugin::soc2::literal_text(plugin::soc2::base64_text(attrs.user_data))
    # What is assigned to a name that promises a secret, and is neither the place of one nor the rest of a secret's ARN.
    assigned = [
      for m in core::regexall("(?i)([0-9}*]:|)(?:password|passwd|secret|token|api_?key|private_?key|credentials?|(?:secret_?)?access_?key(?:_?id)?)[\"']?[ \\t]*[=:][ \\t]*[\"']?([^\\s\"'$<>{}()\\[\\]\\\\|&;%`*,.#][^\\s\"'$<>{}()\\\\|&;%`*]{5,})", local.text) : m[1]
      if m[0] == "" && !core::regex_match(m[1], "^(?i:arn:|/|https?://|file:|ssm:|vault:|secretsmanager:|required$|optional$|disabled$|enabled$)")
    ]
  }

  enforce {
    # The shapes of known kinds of secrets, and assignments to names that promise one.
    condition = (
      !core::regex_match(local.text, "\\b(AKIA|ASIA|ABIA|ACCA)[A-Z2-7]{16}\\b|-----BEGIN ([A-Z0-9]+ )*PRIVATE KEY( BLOCK)?-----|\\b(gh[pousr]_[A-Za-z0-9]{36}|github_pat_[A-Za-z0-9_]{60,}|xox[abprs]-[A-Za-z0-9-]{10,}|glpat-[A-Za-z0-9_-]{20})|(?i)aws_?secret_?access_?key[\"']?\\s*[=:]\\s*[\"']?[A-Za-z0-9/+=]{40}") &&
      core::length(local.assigned) == 0
    )
    error_message = "The user data holds a secret in clear text; rotate it and read it at run time with the role of the instance."
  }
}
