policytest {
  targets = ["aws-cloudtrail-global-service-events.policy.hcl"]
}

resource "aws_cloudtrail" "on" {
  attrs = { name = "a", include_global_service_events = true, is_multi_region_trail = false }
}

# Unset is true.
resource "aws_cloudtrail" "null" {
  attrs = { name = "b", include_global_service_events = null, is_multi_region_trail = false }
}

resource "aws_cloudtrail" "off" {
  expect_failure = true
  attrs          = { name = "c", include_global_service_events = false, is_multi_region_trail = false }
}

# AWS records them for a multi-region trail anyway; the written intent is wrong all the same.
resource "aws_cloudtrail" "off_multi_region" {
  expect_failure = true
  attrs          = { name = "d", include_global_service_events = false, is_multi_region_trail = true }
}
