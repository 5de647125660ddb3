policytest {
  targets = ["aws-cloudtrail-s3-data-events.policy.hcl"]
}

resource "aws_cloudtrail" "named" {
  expect_failure = true
  attrs = {
    name                    = "named"
    enable_logging          = true
    s3_bucket_name          = "log-bucket"
    event_selector          = [{ read_write_type = "All", include_management_events = true, data_resource = [{ type = "AWS::S3::Object", values = ["arn:aws:s3:::one/", "arn:aws:s3:::two/prefix"] }] }]
    advanced_event_selector = []
  }
}
resource "aws_s3_bucket" "one" {
  skip  = true
  attrs = { id = "one", arn = "arn:aws:s3:::one" }
}

resource "aws_s3_bucket" "two" {
  skip  = true
  attrs = { id = "two", arn = "arn:aws:s3:::two" }
}
