policytest {
  targets = ["aws-organizations-scp-deny-leave-organization.policy.hcl"]
}

resource "aws_organizations_policy_attachment" "a0" {
  skip  = true
  attrs = { policy_id = "ok", target_id = "r-0123" }
}

resource "aws_organizations_policy_attachment" "a1" {
  skip  = true
  attrs = { policy_id = "all", target_id = "r-0123" }
}

resource "aws_organizations_policy_attachment" "a2" {
  skip  = true
  attrs = { policy_id = "list", target_id = "r-0123" }
}

resource "aws_organizations_policy_attachment" "a3" {
  skip  = true
  attrs = { policy_id = "cond", target_id = "r-0123" }
}

resource "aws_organizations_policy_attachment" "a4" {
  skip  = true
  attrs = { policy_id = "null", target_id = "r-0123" }
}

resource "aws_organizations_policy_attachment" "a5" {
  skip  = true
  attrs = { policy_id = "na", target_id = "r-0123" }
}

resource "aws_organizations_policy" "ok" {
  attrs = { id = "ok", type = "SERVICE_CONTROL_POLICY", content = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Deny", Action = "organizations:LeaveOrganization", Resource = "*" }] }) }
}

resource "aws_organizations_policy" "null_type" {
  attrs = { id = "null", type = null, content = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Deny", Action = "organizations:LeaveOrganization", Resource = "*" }] }) }
}

resource "aws_organizations_policy" "wildcard" {
  attrs = { id = "all", type = "SERVICE_CONTROL_POLICY", content = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Deny", Action = "organizations:*", Resource = "*" }] }) }
}

resource "aws_organizations_policy" "among_others" {
  attrs = { id = "list", type = "SERVICE_CONTROL_POLICY", content = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Deny", Action = ["account:CloseAccount", "organizations:LeaveOrganization"], Resource = "*" }] }) }
}

resource "aws_organizations_policy" "not_action" {
  attrs = { id = "na", type = "SERVICE_CONTROL_POLICY", content = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Deny", NotAction = ["s3:*"], Resource = "*" }] }) }
}

resource "aws_organizations_policy" "not_attached" {
  expect_failure = true
  attrs          = { id = "alone", type = "SERVICE_CONTROL_POLICY", content = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Deny", Action = "organizations:LeaveOrganization", Resource = "*" }] }) }
}

resource "aws_organizations_policy" "condition" {
  expect_failure = true
  attrs          = { id = "cond", type = "SERVICE_CONTROL_POLICY", content = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Deny", Action = "organizations:LeaveOrganization", Resource = "*", Condition = { StringNotLike = { "aws:PrincipalArn" = "arn:aws:iam::*:role/admin" } } }] }) }
}

# No such policy at all; not judged.
resource "aws_organizations_policy" "other_subject" {
  attrs = { id = "other", type = "SERVICE_CONTROL_POLICY", content = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Deny", Action = "s3:DeleteBucket", Resource = "*" }] }) }
}

resource "aws_organizations_policy" "allow" {
  attrs = { id = "allow", type = "SERVICE_CONTROL_POLICY", content = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "*", Resource = "*" }] }) }
}

resource "aws_organizations_policy" "tag_policy" {
  attrs = { id = "tags", type = "TAG_POLICY", content = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Deny", Action = "organizations:LeaveOrganization", Resource = "*" }] }) }
}

# These deny everything under a condition, which is not about leaving.
resource "aws_organizations_policy" "root_users" {
  attrs = { id = "root", type = "SERVICE_CONTROL_POLICY", content = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Deny", Action = "*", Resource = "*", Condition = { StringLike = { "aws:PrincipalArn" = "arn:aws:iam::*:root" } } }] }) }
}

resource "aws_organizations_policy" "regions" {
  attrs = { id = "regions", type = "SERVICE_CONTROL_POLICY", content = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Deny", NotAction = ["iam:*", "sts:*"], Resource = "*", Condition = { StringNotEquals = { "aws:RequestedRegion" = "eu-west-1" } } }] }) }
}
