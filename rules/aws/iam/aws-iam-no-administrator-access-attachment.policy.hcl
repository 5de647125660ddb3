locals {
  soc2_aws_iam_no_administrator_access_attachment = {
    title    = "The AWS managed policy AdministratorAccess is not attached"
    severity = "high"
    preset   = "default"
    since    = "0.1.0"
    criteria = [
      { id = "CC6.3", strength = "supports", not_shown = "Administrator rights from other policies; see aws-iam-policy-no-full-admin." },
      { id = "CC6.1", strength = "supports", not_shown = "Who can use the role, user or group." },
      { id = "CC1.3", strength = "partial", not_shown = "How responsibilities are divided among people." },
      { id = "CC6.2", strength = "partial", not_shown = "Whether rights are withdrawn when somebody leaves." },
    ]
    description = "AdministratorAccess is every action on every resource. Auditors count its holders first, and ask of each why a narrower policy would not do."
    remediation = {
      text   = "Attach a policy with the rights that are needed."
      before = <<-EOT
        resource "aws_iam_role_policy_attachment" "app" {
          role       = "app"
          policy_arn = "arn:aws:iam::aws:policy/AdministratorAccess"
        }
      EOT
      after  = <<-EOT
        resource "aws_iam_role_policy_attachment" "app" {
          role       = "app"
          policy_arn = "arn:aws:iam::aws:policy/ReadOnlyAccess"
        }
      EOT
    }
    references = [
      "https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/iam_role_policy_attachment",
      "https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html#grant-least-privilege",
    ]
  }
}

policy {
  required_providers {
    aws = { source = "hashicorp/aws", version = ">= 5.0.0, < 7.0.0" }
  }
}

resource_policy "aws_iam_role_policy_attachment" "no_administrator_access_attachment" {
  locals {
    names = plugin::soc2::managed_policy_names(attrs.policy_arn)
    found = [for n in local.names : n if n == "AdministratorAccess"]
  }

  enforce {
    condition     = core::length(local.found) == 0
    error_message = "This attaches AdministratorAccess, every action on every resource; attach a policy with the rights that are needed."
  }
}

resource_policy "aws_iam_user_policy_attachment" "no_administrator_access_attachment" {
  locals {
    names = plugin::soc2::managed_policy_names(attrs.policy_arn)
    found = [for n in local.names : n if n == "AdministratorAccess"]
  }

  enforce {
    condition     = core::length(local.found) == 0
    error_message = "This attaches AdministratorAccess, every action on every resource; attach a policy with the rights that are needed."
  }
}

resource_policy "aws_iam_group_policy_attachment" "no_administrator_access_attachment" {
  locals {
    names = plugin::soc2::managed_policy_names(attrs.policy_arn)
    found = [for n in local.names : n if n == "AdministratorAccess"]
  }

  enforce {
    condition     = core::length(local.found) == 0
    error_message = "This attaches AdministratorAccess, every action on every resource; attach a policy with the rights that are needed."
  }
}

resource_policy "aws_iam_policy_attachment" "no_administrator_access_attachment" {
  locals {
    names = plugin::soc2::managed_policy_names(attrs.policy_arn)
    found = [for n in local.names : n if n == "AdministratorAccess"]
  }

  enforce {
    condition     = core::length(local.found) == 0
    error_message = "This attaches AdministratorAccess, every action on every resource; attach a policy with the rights that are needed."
  }
}

resource_policy "aws_iam_role" "no_administrator_access_attachment" {
  locals {
    names = plugin::soc2::managed_policy_names(attrs.managed_policy_arns)
    found = [for n in local.names : n if n == "AdministratorAccess"]
  }

  enforce {
    condition     = core::length(local.found) == 0
    error_message = "This attaches AdministratorAccess, every action on every resource; attach a policy with the rights that are needed."
  }
}

resource_policy "aws_ssoadmin_managed_policy_attachment" "no_administrator_access_attachment" {
  locals {
    names = plugin::soc2::managed_policy_names(attrs.managed_policy_arn)
    found = [for n in local.names : n if n == "AdministratorAccess"]
  }

  enforce {
    condition     = core::length(local.found) == 0
    error_message = "This attaches AdministratorAccess, every action on every resource; attach a policy with the rights that are needed."
  }
}

resource_policy "aws_ssoadmin_managed_policy_attachments_exclusive" "no_administrator_access_attachment" {
  locals {
    names = plugin::soc2::managed_policy_names(attrs.managed_policy_arns)
    found = [for n in local.names : n if n == "AdministratorAccess"]
  }

  enforce {
    condition     = core::length(local.found) == 0
    error_message = "This attaches AdministratorAccess, every action on every resource; attach a policy with the rights that are needed."
  }
}

resource_policy "aws_iam_role_policy_attachments_exclusive" "no_administrator_access_attachment" {
  locals {
    names = plugin::soc2::managed_policy_names(attrs.policy_arns)
    found = [for n in local.names : n if n == "AdministratorAccess"]
  }

  enforce {
    condition     = core::length(local.found) == 0
    error_message = "This attaches AdministratorAccess, every action on every resource; attach a policy with the rights that are needed."
  }
}

resource_policy "aws_iam_user_policy_attachments_exclusive" "no_administrator_access_attachment" {
  locals {
    names = plugin::soc2::managed_policy_names(attrs.policy_arns)
    found = [for n in local.names : n if n == "AdministratorAccess"]
  }

  enforce {
    condition     = core::length(local.found) == 0
    error_message = "This attaches AdministratorAccess, every action on every resource; attach a policy with the rights that are needed."
  }
}

resource_policy "aws_iam_group_policy_attachments_exclusive" "no_administrator_access_attachment" {
  locals {
    names = plugin::soc2::managed_policy_names(attrs.policy_arns)
    found = [for n in local.names : n if n == "AdministratorAccess"]
  }

  enforce {
    condition     = core::length(local.found) == 0
    error_message = "This attaches AdministratorAccess, every action on every resource; attach a policy with the rights that are needed."
  }
}
