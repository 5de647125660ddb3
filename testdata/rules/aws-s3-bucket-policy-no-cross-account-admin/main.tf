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

data "aws_caller_identity" "own" {}

resource "aws_iam_role" "uploader" {
  name               = "uploader"
  assume_role_policy = "{}"
}

# expect: pass, the account of the credentials and a role of it
resource "aws_s3_bucket_policy" "own" {
  bucket = "b"
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { AWS = ["arn:aws:iam::${data.aws_caller_identity.own.account_id}:root", aws_iam_role.uploader.arn] }
      Action    = "s3:*"
      Resource  = "*"
    }]
  })
}
