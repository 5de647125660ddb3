policytest {
  targets = ["aws-cloudtrail-s3-data-events.policy.hcl"]
}

resource "aws_cloudtrail" "no_selector" {
  expect_failure = true
  attrs = {
    name                    = "no_selector"
    enable_logging          = true
    s3_bucket_name          = "log-bucket"
    event_selector          = []
    advanced_event_selector = []
  }
}

resource "aws_cloudtrail" "management" {
  expect_failure = true
  attrs = {
    name                    = "management"
    enable_logging          = true
    s3_bucket_name          = "log-bucket"
    event_selector          = [{ read_write_type = "All", include_management_events = true, data_resource = [] }]
    advanced_event_selector = []
  }
}

resource "aws_cloudtrail" "lambda" {
  expect_failure = true
  attrs = {
    name                    = "lambda"
    enable_logging          = true
    s3_bucket_name          = "log-bucket"
    event_selector          = [{ read_write_type = "All", include_management_events = true, data_resource = [{ type = "AWS::Lambda::Function", values = ["arn:aws:lambda"] }] }]
    advanced_event_selector = []
  }
}

# It records nothing, and is no help to the others.
resource "aws_cloudtrail" "switched_off" {
  attrs = {
    name                    = "switched_off"
    enable_logging          = false
    s3_bucket_name          = "log-bucket"
    event_selector          = [{ read_write_type = "All", include_management_events = true, data_resource = [{ type = "AWS::S3::Object", values = ["arn:aws:s3"] }] }]
    advanced_event_selector = []
  }
}
