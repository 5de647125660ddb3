data "aws_partition" "current" {}

resource "aws_s3_bucket" "logs" {
  bucket_prefix = "rules-logs-"
}

resource "aws_s3_bucket" "orders" {
  bucket_prefix = "rules-orders-"
}

resource "aws_s3_bucket" "customers" {
  bucket_prefix = "rules-customers-"
}

# Reads and writes of both buckets that hold data; nobody follows the log bucket.
# expect: pass
resource "aws_cloudtrail" "named" {
  name           = "named"
  s3_bucket_name = aws_s3_bucket.logs.id

  event_selector {
    data_resource {
      type   = "AWS::S3::Object"
      values = ["${aws_s3_bucket.orders.arn}/"]
    }
  }

  event_selector {
    data_resource {
      type   = "AWS::S3::Object"
      values = ["${aws_s3_bucket.customers.arn}/"]
    }
  }
}

# expect: pass, the other trail records the objects
resource "aws_cloudtrail" "management" {
  name           = "management"
  s3_bucket_name = aws_s3_bucket.logs.id
}

# expect: notApplicable, it records nothing
resource "aws_cloudtrail" "off" {
  name           = "off"
  s3_bucket_name = aws_s3_bucket.logs.id
  enable_logging = false
}
