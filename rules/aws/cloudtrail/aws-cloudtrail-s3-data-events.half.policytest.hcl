policytest {
  targets = ["aws-cloudtrail-s3-data-events.policy.hcl"]
}

resource "aws_cloudtrail" "write_only" {
  expect_failure = true
  attrs = {
    name                    = "write_only"
    enable_logging          = true
    s3_bucket_name          = "log-bucket"
    event_selector          = [{ read_write_type = "WriteOnly", include_management_events = true, data_resource = [{ type = "AWS::S3::Object", values = ["arn:aws:s3"] }] }]
    advanced_event_selector = []
  }
}
