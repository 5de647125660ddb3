variable "ownership" {
  type = string
}

# expect: pass
resource "aws_s3_bucket" "plain" {
  bucket = "rules-acl-plain"
}

# expect: fail, an ACL and no ownership controls
resource "aws_s3_bucket" "acl" {
  bucket = "rules-acl-acl"
}

resource "aws_s3_bucket_acl" "acl" {
  bucket = aws_s3_bucket.acl.id
  acl    = "private"
}

# expect: pass, what is wrong is at its ownership controls
resource "aws_s3_bucket" "preferred" {
  bucket = "rules-acl-preferred"
}

# expect: fail
resource "aws_s3_bucket_ownership_controls" "preferred" {
  bucket = aws_s3_bucket.preferred.id

  rule {
    object_ownership = "BucketOwnerPreferred"
  }
}

# expect: pass
resource "aws_s3_bucket" "variable" {
  bucket = "rules-acl-variable"
}

# expect: undetermined, var.ownership
resource "aws_s3_bucket_ownership_controls" "variable" {
  bucket = aws_s3_bucket.variable.id

  rule {
    object_ownership = var.ownership
  }
}
