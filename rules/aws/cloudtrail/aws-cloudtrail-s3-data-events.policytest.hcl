policytest {
  targets = ["aws-cloudtrail-s3-data-events.policy.hcl"]
}

resource "aws_cloudtrail" "reads" {
  attrs = {
    name                    = "reads"
    enable_logging          = true
    s3_bucket_name          = "log-bucket"
    event_selector          = [{ read_write_type = "ReadOnly", include_management_events = true, data_resource = [{ type = "AWS::S3::Object", values = ["arn:aws:s3"] }] }]
    advanced_event_selector = []
  }
}

resource "aws_cloudtrail" "writes" {
  attrs = {
    name                    = "writes"
    enable_logging          = true
    s3_bucket_name          = "log-bucket"
    event_selector          = [{ read_write_type = "WriteOnly", include_management_events = true, data_resource = [{ type = "AWS::S3::Object", values = ["arn:aws:s3:::"] }] }]
    advanced_event_selector = []
  }
}

# Others of this configuration record the objects.
resource "aws_cloudtrail" "management_only" {
  attrs = {
    name                    = "management_only"
    enable_logging          = true
    s3_bucket_name          = "log-bucket"
    event_selector          = []
    advanced_event_selector = []
  }
}
