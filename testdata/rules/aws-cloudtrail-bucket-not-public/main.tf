variable "block_public_policy" {
  type = bool
}

resource "aws_s3_bucket" "trail" {
  for_each      = toset(["closed", "open", "maybe"])
  bucket_prefix = "rules-${each.key}-"
}

resource "aws_s3_bucket_public_access_block" "closed" {
  bucket = aws_s3_bucket.trail["closed"].id

  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = true
}

data "aws_iam_policy_document" "closed" {
  statement {
    actions   = ["s3:PutObject"]
    resources = ["${aws_s3_bucket.trail["closed"].arn}/*"]

    principals {
      type        = "Service"
      identifiers = ["cloudtrail.amazonaws.com"]
    }
  }
}

resource "aws_s3_bucket_policy" "closed" {
  bucket = aws_s3_bucket.trail["closed"].id
  policy = data.aws_iam_policy_document.closed.json
}

# expect: pass
resource "aws_cloudtrail" "closed" {
  name           = "closed"
  s3_bucket_name = aws_s3_bucket.trail["closed"].id
}

# expect: fail, no public access block
resource "aws_cloudtrail" "open" {
  name           = "open"
  s3_bucket_name = aws_s3_bucket.trail["open"].id
}

resource "aws_s3_bucket_public_access_block" "maybe" {
  bucket = aws_s3_bucket.trail["maybe"].id

  block_public_acls       = true
  block_public_policy     = var.block_public_policy
  ignore_public_acls      = true
  restrict_public_buckets = true
}

# expect: undetermined, var.block_public_policy
resource "aws_cloudtrail" "maybe" {
  name           = "maybe"
  s3_bucket_name = aws_s3_bucket.trail["maybe"].id
}
