policytest {
  targets = ["aws-cloudtrail-multi-region.policy.hcl"]
}

resource "aws_cloudtrail" "all_regions" {
  attrs = { name = "a", is_multi_region_trail = true }
}

resource "aws_cloudtrail" "one_region" {
  expect_failure = true
  attrs          = { name = "b", is_multi_region_trail = false }
}

# Unset is false.
resource "aws_cloudtrail" "null" {
  expect_failure = true
  attrs          = { name = "c", is_multi_region_trail = null }
}
