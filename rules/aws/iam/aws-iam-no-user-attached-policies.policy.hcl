locals {
  soc2_aws_iam_no_user_attached_policies = {
    title    = "Permissions are granted through groups or roles, not directly to users"
    severity = "low"
    preset   = "default"
    since    = "0.1.0"
    criteria = [
      { id = "CC6.3", strength = "supports", not_shown = "What the groups and roles may do." },
      { id = "CC6.1", strength = "partial", not_shown = "Who belongs to the groups." },
      { id = "CC1.3", strength = "partial", not_shown = "How responsibilities are divided among people." },
      { id = "CC6.2", strength = "partial", not_shown = "Whether rights are withdrawn when somebody changes jobs." },
    ]
    description = "Rights on single users drift apart: nobody takes them away when a person changes jobs. With groups or roles a review reads a handful of policies instead of one for each user."
    remediation = {
      text   = "Attach the policy to a group or role."
      before = <<-EOT
        resource "aws_iam_user_policy_attachment" "alice" {
          user       = "alice"
          policy_arn = "arn:aws:iam::aws:policy/ReadOnlyAccess"
        }
      EOT
      after  = <<-EOT
        resource "aws_iam_group_policy_attachment" "developers" {
          group      = "developers"
          policy_arn = "arn:aws:iam::aws:policy/ReadOnlyAccess"
        }
      EOT
    }
    references = [
      "https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/iam_user_policy_attachment",
      "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_groups.html",
    ]
  }
}

policy {
  required_providers {
    aws = { source = "hashicorp/aws", version = ">= 5.0.0, < 7.0.0" }
  }
}

resource_policy "aws_iam_user_policy" "no_user_attached_policies" {
  locals {
    statements = plugin::soc2::policy_statements(attrs.policy)
  }

  enforce {
    condition     = core::length([for s in local.statements : s if s.effect != "Deny"]) == 0
    error_message = "This gives rights to a user directly; give them to a group or a role."
  }
}

resource_policy "aws_iam_user_policy_attachment" "no_user_attached_policies" {
  locals {
    deny_only = [
      for p in core::getresources("aws_iam_policy", { arn = attrs.policy_arn }) : p
      if core::length([for s in plugin::soc2::policy_statements(p.policy) : s if s.effect != "Deny"]) == 0
    ]
  }

  enforce {
    condition     = core::length(plugin::soc2::managed_policy_names(attrs.policy_arn)) == 0 && core::length(local.deny_only) > 0
    error_message = "This gives rights to a user directly; give them to a group or a role."
  }
}

resource_policy "aws_iam_policy_attachment" "no_user_attached_policies" {
  locals {
    deny_only = [
      for p in core::getresources("aws_iam_policy", { arn = attrs.policy_arn }) : p
      if core::length([for s in plugin::soc2::policy_statements(p.policy) : s if s.effect != "Deny"]) == 0
    ]
  }

  enforce {
    condition     = !plugin::soc2::is_set(attrs.users) || (core::length(plugin::soc2::managed_policy_names(attrs.policy_arn)) == 0 && core::length(local.deny_only) > 0)
    error_message = "This gives rights to a user directly; give them to a group or a role."
  }
}

resource_policy "aws_iam_user_policy_attachments_exclusive" "no_user_attached_policies" {
  locals {
    open = [
      for a in attrs.policy_arns : a
      if !(core::length(plugin::soc2::managed_policy_names(a)) == 0 && core::length([
        for p in core::getresources("aws_iam_policy", { arn = a }) : p
        if core::length([for s in plugin::soc2::policy_statements(p.policy) : s if s.effect != "Deny"]) == 0
      ]) > 0)
    ]
  }

  enforce {
    condition     = core::length(local.open) == 0
    error_message = "This gives rights to a user directly; give them to a group or a role."
  }
}
