variable "name" {
  type = string
}

variable "private" {
  type = bool
}

resource "aws_s3_bucket" "this" {
  bucket_prefix = var.name
}

resource "aws_s3_bucket_public_access_block" "this" {
  count                   = var.private ? 1 : 0
  bucket                  = aws_s3_bucket.this.id
  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = true
}

output "bucket_id" {
  value = aws_s3_bucket.this.id
}
