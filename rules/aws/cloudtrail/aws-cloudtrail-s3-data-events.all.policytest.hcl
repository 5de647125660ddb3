policytest {
  targets = ["aws-cloudtrail-s3-data-events.policy.hcl"]
}

resource "aws_cloudtrail" "all" {
  attrs = {
    name                    = "all"
    enable_logging          = true
    s3_bucket_name          = "log-bucket"
    event_selector          = [{ read_write_type = "All", include_management_events = true, data_resource = [{ type = "AWS::S3::Object", values = ["arn:aws-us-gov:s3"] }] }]
    advanced_event_selector = []
  }
}
