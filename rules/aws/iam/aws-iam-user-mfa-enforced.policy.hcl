locals {
  soc2_aws_iam_user_mfa_enforced = {
    title    = "IAM users with a console password are covered by a deny-without-MFA policy"
    severity = "high"
    preset   = "default"
    since    = "0.1.0"
    criteria = [
      { id = "CC6.1", strength = "supports", not_shown = "Whether the user has enrolled a device." },
      { id = "CC6.6", strength = "supports", not_shown = "Sign-in by other means, such as IAM Identity Center." },
      { id = "CC3.2", strength = "partial", not_shown = "How the risk of stolen passwords is assessed otherwise." },
    ]
    description = "A console password is guessed or phished sooner or later. A policy that denies everything without MFA makes the second factor a condition for whatever the user does."
    remediation = {
      text   = "Give the user, or a group of his, a policy that denies everything but setting up a device while `aws:MultiFactorAuthPresent` is false."
      before = <<-EOT
        resource "aws_iam_user" "alice" {
          name = "alice"
        }

        resource "aws_iam_user_login_profile" "alice" {
          user    = aws_iam_user.alice.name
          pgp_key = "keybase:alice"
        }
      EOT
      after  = <<-EOT
        resource "aws_iam_user" "alice" {
          name = "alice"
        }

        resource "aws_iam_user_login_profile" "alice" {
          user    = aws_iam_user.alice.name
          pgp_key = "keybase:alice"
        }

        resource "aws_iam_user_policy" "mfa" {
          name = "mfa"
          user = aws_iam_user.alice.name

          policy = jsonencode({
            Version = "2012-10-17"
            Statement = [{
              Effect    = "Deny"
              NotAction = ["iam:CreateVirtualMFADevice", "iam:EnableMFADevice", "iam:GetUser", "iam:ListMFADevices", "iam:ListVirtualMFADevices", "iam:ResyncMFADevice", "sts:GetSessionToken"]
              Resource  = "*"
              Condition = {
                BoolIfExists = {
                  "aws:MultiFactorAuthPresent" = "false"
                }
              }
            }]
          })
        }
      EOT
    }
    references = [
      "https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/iam_user_login_profile",
      "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_examples_aws_my-sec-creds-self-manage.html",
    ]
  }
}

policy {
  required_providers {
    aws = { source = "hashicorp/aws", version = ">= 5.0.0, < 7.0.0" }
  }
}

resource_policy "aws_iam_user_login_profile" "user_mfa_enforced" {
  locals {
    memberships = [
      for m in core::getresources("aws_iam_group_membership", {}) : core::tolist([m.group])
      if core::contains(core::tolist(m.users), attrs.user)
    ]
    group_lists = [for m in core::getresources("aws_iam_user_group_membership", { user = attrs.user }) : core::tolist(m.groups)]
    group_names = [local.memberships, local.group_lists]
    inline = [
      for p in core::getresources("aws_iam_user_policy", { user = attrs.user }) : plugin::soc2::policy_statements(p.policy)
    ]
    inline_of_groups = [
      for lists in local.group_names : [
        for groups in lists : [
          for g in groups : [
            for p in core::getresources("aws_iam_group_policy", { group = g }) : plugin::soc2::policy_statements(p.policy)
          ]
        ]
      ]
    ]
    attachments = [for a in core::getresources("aws_iam_user_policy_attachment", { user = attrs.user }) : a.policy_arn]
    attachments_of_groups = [
      for lists in local.group_names : [
        for groups in lists : [
          for g in groups : [for a in core::getresources("aws_iam_group_policy_attachment", { group = g }) : a.policy_arn]
        ]
      ]
    ]
    shared = [
      for a in core::getresources("aws_iam_policy_attachment", {}) : a.policy_arn
      if (a.users != null && core::contains(a.users == null ? [] : core::tolist(a.users), attrs.user)) ||
      core::length([
        for lists in local.group_names : lists
        if core::length([
          for groups in lists : groups
          if core::length([for g in groups : g if a.groups != null && core::contains(a.groups == null ? [] : core::tolist(a.groups), g)]) > 0
        ]) > 0
      ]) > 0
    ]
    attached = [
      for arns in [local.attachments, local.shared] : [
        for arn in arns : [
          for p in core::getresources("aws_iam_policy", { arn = arn }) : plugin::soc2::policy_statements(p.policy)
          if core::length(plugin::soc2::managed_policy_names(arn)) == 0
        ]
      ]
    ]
    attached_to_groups = [
      for lists in local.attachments_of_groups : [
        for groups in lists : [
          for arns in groups : [
            for arn in arns : [
              for p in core::getresources("aws_iam_policy", { arn = arn }) : plugin::soc2::policy_statements(p.policy)
              if core::length(plugin::soc2::managed_policy_names(arn)) == 0
            ]
          ]
        ]
      ]
    ]
    # What the policies say that are not written here is not known; AWS's own ask for no second factor.
    unseen = [for list in local.attached : [for found in list : { effect = "Allow", actions = ["*"], resources = ["*"], conditions = [] } if core::length(found) == 0]]
    unseen_of_groups = [
      for lists in local.attached_to_groups : [
        for groups in lists : [
          for arns in groups : [for found in arns : { effect = "Allow", actions = ["*"], resources = ["*"], conditions = [] } if core::length(found) == 0]
        ]
      ]
    ]
  }

  enforce {
    condition     = plugin::soc2::enforces_mfa([local.inline, local.inline_of_groups, local.attached, local.attached_to_groups, local.unseen, local.unseen_of_groups])
    error_message = "This user signs in to the console and no policy of the user or a group asks for MFA; attach one that denies everything but setting up a device while `aws:MultiFactorAuthPresent` is false."
  }
}
