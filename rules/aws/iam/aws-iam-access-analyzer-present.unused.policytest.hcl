policytest {
  targets = ["aws-iam-access-analyzer-present.policy.hcl"]
}

resource "aws_accessanalyzer_analyzer" "unused_alone" {
  expect_failure = true
  attrs          = { analyzer_name = "d", type = "ACCOUNT_UNUSED_ACCESS" }
}

resource "aws_accessanalyzer_analyzer" "internal" {
  expect_failure = true
  attrs          = { analyzer_name = "e", type = "ACCOUNT_INTERNAL_ACCESS" }
}
