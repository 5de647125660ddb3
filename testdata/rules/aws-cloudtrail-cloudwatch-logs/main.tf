data "aws_cloudwatch_log_group" "trail" {
  name = "trail"
}

# expect: pass, what is read has an ARN
resource "aws_cloudtrail" "logged" {
  name                       = "logged"
  s3_bucket_name             = "trail"
  cloud_watch_logs_group_arn = data.aws_cloudwatch_log_group.trail.arn
}

# expect: fail
resource "aws_cloudtrail" "silent" {
  name           = "silent"
  s3_bucket_name = "trail"
}
