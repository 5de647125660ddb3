variable "trail_bucket" {
  type = string
}

resource "aws_s3_bucket" "access_logs" {
  bucket = "rules-access-logs"
}

resource "aws_s3_bucket" "logged" {
  bucket = "rules-trail-logged"
}

resource "aws_s3_bucket_logging" "logged" {
  bucket        = aws_s3_bucket.logged.bucket
  target_bucket = aws_s3_bucket.access_logs.id
  target_prefix = "trail/"
}

# expect: pass
resource "aws_cloudtrail" "logged" {
  name           = "logged"
  s3_bucket_name = aws_s3_bucket.logged.id
}

# expect: undetermined, var.trail_bucket
resource "aws_cloudtrail" "variable" {
  name           = "variable"
  s3_bucket_name = var.trail_bucket
}

# expect: notApplicable, the bucket is of another account
resource "aws_cloudtrail" "external" {
  name           = "external"
  s3_bucket_name = "rules-bucket-of-another-account"
}

# The trail in the module fails.
module "silent" {
  source = "./silent"
}
