policytest {
  targets = ["aws-organizations-scp-protect-audit-services.policy.hcl"]
}

resource "aws_organizations_policy_attachment" "root" {
  skip  = true
  attrs = { policy_id = "root", target_id = "r-0123" }
}

resource "aws_organizations_policy_attachment" "regions" {
  skip  = true
  attrs = { policy_id = "regions", target_id = "r-0123" }
}

resource "aws_organizations_policy_attachment" "trail" {
  skip  = true
  attrs = { policy_id = "trail", target_id = "r-0123" }
}

# Not about these services, and no protection of them either: whoever is not root, or is in the region, may switch them off.
resource "aws_organizations_policy" "root" {
  attrs = { id = "root", type = "SERVICE_CONTROL_POLICY", content = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Deny", Action = "*", Resource = "*", Condition = { StringLike = { "aws:PrincipalArn" = "arn:aws:iam::*:root" } } }] }) }
}

resource "aws_organizations_policy" "regions" {
  attrs = { id = "regions", type = "SERVICE_CONTROL_POLICY", content = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Deny", NotAction = ["iam:*"], Resource = "*", Condition = { StringNotEquals = { "aws:RequestedRegion" = "eu-west-1" } } }] }) }
}

resource "aws_organizations_policy" "trail" {
  expect_failure = true
  attrs          = { id = "trail", type = "SERVICE_CONTROL_POLICY", content = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Deny", Action = ["cloudtrail:StopLogging", "cloudtrail:DeleteTrail"], Resource = "*" }] }) }
}
