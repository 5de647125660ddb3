locals {
  soc2_aws_iam_no_broad_managed_policy_attachment = {
    title    = "Broad AWS managed policies are not attached"
    severity = "medium"
    preset   = "default"
    since    = "0.1.0"
    criteria = [
      { id = "CC6.3", strength = "supports", not_shown = "Whether narrower policies are the least that is needed." },
    ]
    description = "Policies such as PowerUserAccess or AmazonS3FullAccess are made to get started: they give a whole service, in all its resources. AWS itself advises to replace them by what is used."
    remediation = {
      text   = "Attach a policy of your own with the actions and resources that are needed."
      before = <<-EOT
        resource "aws_iam_role_policy_attachment" "app" {
          role       = "app"
          policy_arn = "arn:aws:iam::aws:policy/PowerUserAccess"
        }
      EOT
      after  = <<-EOT
        resource "aws_iam_role_policy_attachment" "app" {
          role       = "app"
          policy_arn = "arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess"
        }
      EOT
    }
    references = [
      "https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/iam_role_policy_attachment",
      "https://docs.aws.amazon.com/aws-managed-policy/latest/reference/about-managed-policy-reference.html",
    ]
  }
}

policy {
  required_providers {
    aws = { source = "hashicorp/aws", version = ">= 5.0.0, < 7.0.0" }
  }
}

resource_policy "aws_iam_role_policy_attachment" "no_broad_managed_policy_attachment" {
  locals {
    names = plugin::soc2::managed_policy_names(attrs.policy_arn)
    found = [for n in local.names : n if core::contains(plugin::soc2::iam_list("broad-managed-policies"), n)]
  }

  enforce {
    condition     = core::length(local.found) == 0
    error_message = "This attaches ${plugin::soc2::listed(local.found)}, which gives a whole service or more; attach a policy with the actions and resources that are needed."
  }
}

resource_policy "aws_iam_user_policy_attachment" "no_broad_managed_policy_attachment" {
  locals {
    names = plugin::soc2::managed_policy_names(attrs.policy_arn)
    found = [for n in local.names : n if core::contains(plugin::soc2::iam_list("broad-managed-policies"), n)]
  }

  enforce {
    condition     = core::length(local.found) == 0
    error_message = "This attaches ${plugin::soc2::listed(local.found)}, which gives a whole service or more; attach a policy with the actions and resources that are needed."
  }
}

resource_policy "aws_iam_group_policy_attachment" "no_broad_managed_policy_attachment" {
  locals {
    names = plugin::soc2::managed_policy_names(attrs.policy_arn)
    found = [for n in local.names : n if core::contains(plugin::soc2::iam_list("broad-managed-policies"), n)]
  }

  enforce {
    condition     = core::length(local.found) == 0
    error_message = "This attaches ${plugin::soc2::listed(local.found)}, which gives a whole service or more; attach a policy with the actions and resources that are needed."
  }
}

resource_policy "aws_iam_policy_attachment" "no_broad_managed_policy_attachment" {
  locals {
    names = plugin::soc2::managed_policy_names(attrs.policy_arn)
    found = [for n in local.names : n if core::contains(plugin::soc2::iam_list("broad-managed-policies"), n)]
  }

  enforce {
    condition     = core::length(local.found) == 0
    error_message = "This attaches ${plugin::soc2::listed(local.found)}, which gives a whole service or more; attach a policy with the actions and resources that are needed."
  }
}

resource_policy "aws_iam_role" "no_broad_managed_policy_attachment" {
  locals {
    names = plugin::soc2::managed_policy_names(attrs.managed_policy_arns)
    found = [for n in local.names : n if core::contains(plugin::soc2::iam_list("broad-managed-policies"), n)]
  }

  enforce {
    condition     = core::length(local.found) == 0
    error_message = "This attaches ${plugin::soc2::listed(local.found)}, which gives a whole service or more; attach a policy with the actions and resources that are needed."
  }
}

resource_policy "aws_ssoadmin_managed_policy_attachment" "no_broad_managed_policy_attachment" {
  locals {
    names = plugin::soc2::managed_policy_names(attrs.managed_policy_arn)
    found = [for n in local.names : n if core::contains(plugin::soc2::iam_list("broad-managed-policies"), n)]
  }

  enforce {
    condition     = core::length(local.found) == 0
    error_message = "This attaches ${plugin::soc2::listed(local.found)}, which gives a whole service or more; attach a policy with the actions and resources that are needed."
  }
}

resource_policy "aws_ssoadmin_managed_policy_attachments_exclusive" "no_broad_managed_policy_attachment" {
  locals {
    names = plugin::soc2::managed_policy_names(attrs.managed_policy_arns)
    found = [for n in local.names : n if core::contains(plugin::soc2::iam_list("broad-managed-policies"), n)]
  }

  enforce {
    condition     = core::length(local.found) == 0
    error_message = "This attaches ${plugin::soc2::listed(local.found)}, which gives a whole service or more; attach a policy with the actions and resources that are needed."
  }
}

resource_policy "aws_iam_role_policy_attachments_exclusive" "no_broad_managed_policy_attachment" {
  locals {
    names = plugin::soc2::managed_policy_names(attrs.policy_arns)
    found = [for n in local.names : n if core::contains(plugin::soc2::iam_list("broad-managed-policies"), n)]
  }

  enforce {
    condition     = core::length(local.found) == 0
    error_message = "This attaches ${plugin::soc2::listed(local.found)}, which gives a whole service or more; attach a policy with the actions and resources that are needed."
  }
}

resource_policy "aws_iam_user_policy_attachments_exclusive" "no_broad_managed_policy_attachment" {
  locals {
    names = plugin::soc2::managed_policy_names(attrs.policy_arns)
    found = [for n in local.names : n if core::contains(plugin::soc2::iam_list("broad-managed-policies"), n)]
  }

  enforce {
    condition     = core::length(local.found) == 0
    error_message = "This attaches ${plugin::soc2::listed(local.found)}, which gives a whole service or more; attach a policy with the actions and resources that are needed."
  }
}

resource_policy "aws_iam_group_policy_attachments_exclusive" "no_broad_managed_policy_attachment" {
  locals {
    names = plugin::soc2::managed_policy_names(attrs.policy_arns)
    found = [for n in local.names : n if core::contains(plugin::soc2::iam_list("broad-managed-policies"), n)]
  }

  enforce {
    condition     = core::length(local.found) == 0
    error_message = "This attaches ${plugin::soc2::listed(local.found)}, which gives a whole service or more; attach a policy with the actions and resources that are needed."
  }
}
