variable "algorithm" {
  type = string
}

locals {
  bucket_name = "rules-encrypted-by-name"
}

resource "aws_s3_bucket" "by_name" {
  bucket = local.bucket_name
}

resource "aws_s3_bucket_server_side_encryption_configuration" "by_name" {
  bucket = "rules-encrypted-by-name"

  rule {
    apply_server_side_encryption_by_default {
      sse_algorithm = "aws:kms"
    }
  }
}

# expect: pass, all three name the bucket in their own way
resource "aws_cloudtrail" "by_name" {
  name           = "by-name"
  s3_bucket_name = aws_s3_bucket.by_name.bucket
}

resource "aws_s3_bucket" "variable" {
  bucket_prefix = "rules-variable-"

  server_side_encryption_configuration {
    rule {
      apply_server_side_encryption_by_default {
        sse_algorithm = var.algorithm
      }
    }
  }
}

# expect: undetermined, var.algorithm
resource "aws_cloudtrail" "variable" {
  name           = "variable"
  s3_bucket_name = aws_s3_bucket.variable.id
}

resource "aws_s3_bucket" "plain" {
  bucket = "rules-plain"
}

# expect: fail
resource "aws_cloudtrail" "plain" {
  name           = "plain"
  s3_bucket_name = aws_s3_bucket.plain.id
}
