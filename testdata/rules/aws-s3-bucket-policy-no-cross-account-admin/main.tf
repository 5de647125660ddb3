data "aws_caller_identity" "current" {}

resource "aws_s3_bucket" "data" {
  bucket = "rules-cross-account"
}

# expect: fail, one of the two is another account
resource "aws_s3_bucket_policy" "two" {
  bucket = aws_s3_bucket.data.id

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { AWS = ["111122223333", "arn:aws:iam::444455556666:root"] }
      Action    = "s3:*"
      Resource  = "*"
    }]
  })
}

# expect: undetermined, it may be this account
resource "aws_s3_bucket_policy" "one" {
  bucket = aws_s3_bucket.data.id

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { AWS = "111122223333" }
      Action    = "s3:PutBucketPolicy"
      Resource  = "*"
    }]
  })
}

# expect: pass, objects only
resource "aws_s3_bucket_policy" "reader" {
  bucket = aws_s3_bucket.data.id

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { AWS = ["111122223333", "444455556666"] }
      Action    = ["s3:GetObject", "s3:ListBucket"]
      Resource  = "*"
    }]
  })
}
