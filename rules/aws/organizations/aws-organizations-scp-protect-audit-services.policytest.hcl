policytest {
  targets = ["aws-organizations-scp-protect-audit-services.policy.hcl"]
}

resource "aws_organizations_policy_attachment" "a0" {
  skip  = true
  attrs = { policy_id = "trail", target_id = "r-0123" }
}

resource "aws_organizations_policy_attachment" "a1" {
  skip  = true
  attrs = { policy_id = "rest", target_id = "r-0123" }
}

resource "aws_organizations_policy" "trail" {
  attrs = { id = "trail", type = "SERVICE_CONTROL_POLICY", content = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Deny", Action = ["cloudtrail:Stop*", "cloudtrail:Delete*"], Resource = "*" }] }) }
}

# The two together cover everything; one role is exempt.
resource "aws_organizations_policy" "rest" {
  attrs = { id = "rest", type = "SERVICE_CONTROL_POLICY", content = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Deny", Action = ["config:*", "guardduty:*", "securityhub:DisableSecurityHub"], Resource = "*", Condition = { ArnNotLike = { "aws:PrincipalArn" = "arn:aws:iam::*:role/security" } } }] }) }
}

resource "aws_organizations_policy" "not_attached" {
  expect_failure = true
  attrs          = { id = "alone", type = "SERVICE_CONTROL_POLICY", content = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Deny", Action = ["cloudtrail:StopLogging", "cloudtrail:DeleteTrail", "config:StopConfigurationRecorder", "config:DeleteConfigurationRecorder", "guardduty:DeleteDetector", "guardduty:DisassociateFromAdministratorAccount", "securityhub:DisableSecurityHub"], Resource = "*" }] }) }
}

resource "aws_organizations_policy" "other_subject" {
  attrs = { id = "other", type = "SERVICE_CONTROL_POLICY", content = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Deny", Action = "s3:*", Resource = "*" }] }) }
}

resource "aws_organizations_policy" "allow" {
  attrs = { id = "allow", type = "SERVICE_CONTROL_POLICY", content = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "*", Resource = "*" }] }) }
}

resource "aws_organizations_policy" "tag_policy" {
  attrs = { id = "tags", type = "TAG_POLICY", content = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Deny", Action = ["cloudtrail:StopLogging", "cloudtrail:DeleteTrail", "config:StopConfigurationRecorder", "config:DeleteConfigurationRecorder", "guardduty:DeleteDetector", "guardduty:DisassociateFromAdministratorAccount", "securityhub:DisableSecurityHub"], Resource = "*" }] }) }
}
