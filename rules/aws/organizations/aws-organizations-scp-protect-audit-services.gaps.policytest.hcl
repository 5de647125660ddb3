policytest {
  targets = ["aws-organizations-scp-protect-audit-services.policy.hcl"]
}

resource "aws_organizations_policy_attachment" "a0" {
  skip  = true
  attrs = { policy_id = "trail", target_id = "r-0123" }
}

resource "aws_organizations_policy_attachment" "a1" {
  skip  = true
  attrs = { policy_id = "master", target_id = "r-0123" }
}

# Nothing protects the rest.
resource "aws_organizations_policy" "trail" {
  expect_failure = true
  attrs          = { id = "trail", type = "SERVICE_CONTROL_POLICY", content = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Deny", Action = ["cloudtrail:StopLogging", "cloudtrail:DeleteTrail"], Resource = "*" }] }) }
}

resource "aws_organizations_policy" "master" {
  expect_failure = true
  attrs          = { id = "master", type = "SERVICE_CONTROL_POLICY", content = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Deny", Action = ["config:StopConfigurationRecorder", "guardduty:DisassociateFromMasterAccount"], Resource = "*" }] }) }
}
