policytest {
  targets = ["aws-cloudtrail-s3-data-events.policy.hcl"]
}

resource "aws_cloudtrail" "advanced" {
  attrs = {
    name                    = "advanced"
    enable_logging          = true
    s3_bucket_name          = "log-bucket"
    event_selector          = []
    advanced_event_selector = [{ name = null, field_selector = [{ field = "eventCategory", equals = ["Data"], not_equals = [], starts_with = [], not_starts_with = [], ends_with = [], not_ends_with = [] }, { field = "resources.type", equals = ["AWS::S3::Object"], not_equals = [], starts_with = [], not_starts_with = [], ends_with = [], not_ends_with = [] }] }]
  }
}
