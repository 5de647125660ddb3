data "aws_availability_zones" "here" {}

# expect: fail, its block leaves a setting off, so nothing is better where the block is not made
resource "aws_s3_bucket" "unknown_and_off" {
  bucket_prefix = "rules-unknown-and-off-"
}

resource "aws_s3_bucket_public_access_block" "unknown_and_off" {
  count  = length(data.aws_availability_zones.here.names)
  bucket = aws_s3_bucket.unknown_and_off.id

  block_public_acls       = true
  block_public_policy     = false
  ignore_public_acls      = true
  restrict_public_buckets = true
}

# expect: undetermined, whether its block is made
resource "aws_s3_bucket" "unknown_and_whole" {
  bucket_prefix = "rules-unknown-and-whole-"
}

resource "aws_s3_bucket_public_access_block" "unknown_and_whole" {
  count  = length(data.aws_availability_zones.here.names)
  bucket = aws_s3_bucket.unknown_and_whole.id

  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = true
}
