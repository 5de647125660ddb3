policytest {
  targets = ["aws-iam-access-analyzer-present.policy.hcl"]
}

resource "aws_accessanalyzer_analyzer" "account" {
  attrs = { analyzer_name = "a", type = "ACCOUNT" }
}

resource "aws_accessanalyzer_analyzer" "organization" {
  attrs = { analyzer_name = "b", type = "ORGANIZATION" }
}

# Unset is ACCOUNT.
resource "aws_accessanalyzer_analyzer" "null" {
  attrs = { analyzer_name = "c", type = null }
}

resource "aws_accessanalyzer_analyzer" "unused_beside_another" {
  attrs = { analyzer_name = "d", type = "ORGANIZATION_UNUSED_ACCESS" }
}
