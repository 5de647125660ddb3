policytest {
  targets = ["aws-organizations-scp-restrict-root-user.policy.hcl"]
}

resource "aws_organizations_policy_attachment" "some" {
  skip  = true
  attrs = { policy_id = "some", target_id = "r-0123" }
}

# No other policy here denies the rest.
resource "aws_organizations_policy" "some_actions" {
  expect_failure = true
  attrs          = { id = "some", type = "SERVICE_CONTROL_POLICY", content = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Deny", Action = "ec2:*", Resource = "*", Condition = { StringLike = { "aws:PrincipalArn" = "arn:aws:iam::*:root" } } }] }) }
}
