resource "aws_s3_bucket" "silent" {
  bucket = "rules-trail-silent"
}

# expect: fail
resource "aws_cloudtrail" "silent" {
  name           = "silent"
  s3_bucket_name = aws_s3_bucket.silent.bucket
}
