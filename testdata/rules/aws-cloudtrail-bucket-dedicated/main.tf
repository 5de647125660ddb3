variable "log_bucket" {
  type = string
}

resource "aws_s3_bucket" "trail" {
  bucket = "rules-dedicated-trail"
}

resource "aws_s3_bucket" "flow" {
  bucket = "rules-dedicated-flow"
}

resource "aws_flow_log" "vpc" {
  vpc_id               = "vpc-0123456789abcdef0"
  traffic_type         = "ALL"
  log_destination_type = "s3"
  log_destination      = "${aws_s3_bucket.flow.arn}/vpc"
}

# expect: fail, flow logs go below a prefix of the same bucket
resource "aws_cloudtrail" "flow" {
  name           = "flow"
  s3_bucket_name = aws_s3_bucket.flow.id
}

# expect: pass
resource "aws_cloudtrail" "trail" {
  name           = "trail"
  s3_bucket_name = aws_s3_bucket.trail.id
}

resource "aws_s3_object" "unrelated" {
  bucket  = aws_s3_bucket.flow.id
  key     = "readme"
  content = "flow logs"
}

# expect: undetermined, var.log_bucket may be a bucket that is used for other logs
resource "aws_cloudtrail" "variable" {
  name           = "variable"
  s3_bucket_name = var.log_bucket
}
