policytest {
  targets = ["aws-cloudtrail-management-events-read-write.policy.hcl"]
}

resource "aws_cloudtrail" "management" {
  attrs = {
    name                    = "management"
    enable_logging          = true
    is_multi_region_trail   = true
    event_selector          = []
    advanced_event_selector = []
  }
}

# The trail above has the management events.
resource "aws_cloudtrail" "data_events" {
  attrs = {
    name                    = "data_events"
    enable_logging          = true
    is_multi_region_trail   = true
    event_selector          = [{ include_management_events = false, read_write_type = "All", exclude_management_event_sources = [], data_resource = [{ type = "AWS::S3::Object", values = ["arn:aws:s3"] }] }]
    advanced_event_selector = []
  }
}

resource "aws_cloudtrail" "data_events_one_region" {
  attrs = {
    name                    = "data_events_one_region"
    enable_logging          = true
    is_multi_region_trail   = false
    event_selector          = [{ include_management_events = false, read_write_type = "All", exclude_management_event_sources = [], data_resource = [{ type = "AWS::S3::Object", values = ["arn:aws:s3"] }] }]
    advanced_event_selector = []
  }
}
