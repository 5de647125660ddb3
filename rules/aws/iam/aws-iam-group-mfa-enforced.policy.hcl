locals {
  soc2_aws_iam_group_mfa_enforced = {
    title    = "IAM groups carry a policy that denies requests made without MFA"
    severity = "medium"
    preset   = "default"
    since    = "0.1.0"
    criteria = [
      { id = "CC6.1", strength = "partial", not_shown = "Whether the users have enrolled a device." },
      { id = "CC6.6", strength = "partial", not_shown = "Sign-in by other means, such as roles." },
    ]
    description = "A password that was guessed or phished is enough where nothing asks for a second factor. A statement in the group's policy that denies everything without MFA makes the factor a condition, not a habit."
    remediation = {
      text   = "Attach a policy that denies everything but setting up a device while `aws:MultiFactorAuthPresent` is false."
      before = <<-EOT
        resource "aws_iam_group" "developers" {
          name = "developers"
        }
      EOT
      after  = <<-EOT
        resource "aws_iam_group" "developers" {
          name = "developers"
        }

        resource "aws_iam_group_policy" "mfa" {
          name  = "mfa"
          group = aws_iam_group.developers.name

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
      "https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/iam_group_policy",
      "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_examples_aws_my-sec-creds-self-manage.html",
    ]
  }
}

policy {
  required_providers {
    aws = { source = "hashicorp/aws", version = ">= 5.0.0, < 7.0.0" }
  }
}

resource_policy "aws_iam_group" "group_mfa_enforced" {
  locals {
    inline = [
      for p in core::getresources("aws_iam_group_policy", { group = attrs.name }) : plugin::soc2::policy_statements(p.policy)
    ]
    attachments = [for a in core::getresources("aws_iam_group_policy_attachment", { group = attrs.name }) : a.policy_arn]
    shared = [
      for a in core::getresources("aws_iam_policy_attachment", {}) : a.policy_arn
      if a.groups != null && core::contains(a.groups == null ? [] : core::tolist(a.groups), attrs.name)
    ]
    attached = [
      for arns in [local.attachments, local.shared] : [
        for arn in arns : [
          for p in core::getresources("aws_iam_policy", { arn = arn }) : plugin::soc2::policy_statements(p.policy)
          if core::length(plugin::soc2::managed_policy_names(arn)) == 0
        ]
      ]
    ]
    # What the policies say that are not written here is not known; AWS's own ask for no second factor.
    unseen = [for list in local.attached : [for found in list : { effect = "Allow", actions = ["*"], resources = ["*"], conditions = [] } if core::length(found) == 0]]
  }

  enforce {
    condition     = plugin::soc2::enforces_mfa([local.inline, local.attached, local.unseen])
    error_message = "No policy of this group asks for MFA; attach one that denies everything but setting up a device while `aws:MultiFactorAuthPresent` is false."
  }
}
