policytest {
  targets = ["aws-cloudtrail-management-events-read-write.policy.hcl"]
}

# A trail that is switched off, or covers one region only, excuses no multi-region trail.
resource "aws_cloudtrail" "switched_off" {
  skip = true
  attrs = {
    name                    = "switched-off"
    enable_logging          = false
    is_multi_region_trail   = true
    event_selector          = []
    advanced_event_selector = []
  }
}

resource "aws_cloudtrail" "one_region" {
  attrs = {
    name                    = "one_region"
    enable_logging          = true
    is_multi_region_trail   = false
    event_selector          = []
    advanced_event_selector = []
  }
}

resource "aws_cloudtrail" "data_events" {
  expect_failure = true
  attrs = {
    name                    = "data_events"
    enable_logging          = true
    is_multi_region_trail   = true
    event_selector          = [{ include_management_events = false, read_write_type = "All", exclude_management_event_sources = [], data_resource = [{ type = "AWS::S3::Object", values = ["arn:aws:s3"] }] }]
    advanced_event_selector = []
  }
}
