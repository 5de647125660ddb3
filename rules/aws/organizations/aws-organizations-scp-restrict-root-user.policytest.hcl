policytest {
  targets = ["aws-organizations-scp-restrict-root-user.policy.hcl"]
}

resource "aws_organizations_policy_attachment" "a0" {
  skip  = true
  attrs = { policy_id = "ok", target_id = "r-0123" }
}

resource "aws_organizations_policy_attachment" "a1" {
  skip  = true
  attrs = { policy_id = "arn", target_id = "r-0123" }
}

resource "aws_organizations_policy_attachment" "a2" {
  skip  = true
  attrs = { policy_id = "gov", target_id = "r-0123" }
}

resource "aws_organizations_policy_attachment" "a3" {
  skip  = true
  attrs = { policy_id = "na", target_id = "r-0123" }
}

resource "aws_organizations_policy_attachment" "a4" {
  skip  = true
  attrs = { policy_id = "some", target_id = "r-0123" }
}

resource "aws_organizations_policy" "ok" {
  attrs = { id = "ok", type = "SERVICE_CONTROL_POLICY", content = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Deny", Action = "*", Resource = "*", Condition = { StringLike = { "aws:PrincipalArn" = "arn:aws:iam::*:root" } } }] }) }
}

resource "aws_organizations_policy" "arn_like" {
  attrs = { id = "arn", type = "SERVICE_CONTROL_POLICY", content = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Deny", Action = ["*"], Resource = "*", Condition = { ArnLike = { "aws:PrincipalArn" = ["arn:aws:iam::*:root"] } } }] }) }
}

resource "aws_organizations_policy" "gov" {
  attrs = { id = "gov", type = "SERVICE_CONTROL_POLICY", content = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Deny", Action = "*", Resource = "*", Condition = { StringLike = { "AWS:PrincipalArn" = "arn:aws-us-gov:iam::*:root" } } }] }) }
}

resource "aws_organizations_policy" "not_action" {
  attrs = { id = "na", type = "SERVICE_CONTROL_POLICY", content = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Deny", NotAction = ["aws-portal:*"], Resource = "*", Condition = { StringLike = { "aws:PrincipalArn" = "arn:aws:iam::*:root" } } }] }) }
}

resource "aws_organizations_policy" "not_attached" {
  expect_failure = true
  attrs          = { id = "alone", type = "SERVICE_CONTROL_POLICY", content = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Deny", Action = "*", Resource = "*", Condition = { StringLike = { "aws:PrincipalArn" = "arn:aws:iam::*:root" } } }] }) }
}

# Another policy denies the rest.
resource "aws_organizations_policy" "some_actions" {
  attrs = { id = "some", type = "SERVICE_CONTROL_POLICY", content = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Deny", Action = "ec2:*", Resource = "*", Condition = { StringLike = { "aws:PrincipalArn" = "arn:aws:iam::*:root" } } }] }) }
}

resource "aws_organizations_policy" "other_subject" {
  attrs = { id = "other", type = "SERVICE_CONTROL_POLICY", content = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Deny", Action = "s3:*", Resource = "*" }] }) }
}

resource "aws_organizations_policy" "everybody_but_root" {
  attrs = { id = "not", type = "SERVICE_CONTROL_POLICY", content = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Deny", Action = "*", Resource = "*", Condition = { StringNotLike = { "aws:PrincipalArn" = "arn:aws:iam::*:root" } } }] }) }
}
