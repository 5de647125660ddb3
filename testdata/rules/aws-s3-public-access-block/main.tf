variable "buckets" {
  type = set(string)
}

variable "flag" {
  type = bool
}

variable "other_bucket" {
  type = string
}

# expect: pass, through the module's input
resource "aws_s3_bucket" "closed" {
  bucket_prefix = "rules-closed-"
}

module "closed" {
  source = "./block"
  bucket = aws_s3_bucket.closed.id
}

# expect: pass, bucket and block have the same instances, whichever those are
resource "aws_s3_bucket" "each" {
  for_each = var.buckets
  bucket   = "rules-each-${each.key}"
}

resource "aws_s3_bucket_public_access_block" "each" {
  for_each = var.buckets
  bucket   = aws_s3_bucket.each[each.key].id

  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = true
}

# expect: fail, two settings are not set
resource "aws_s3_bucket" "half" {
  bucket_prefix = "rules-half-"
}

resource "aws_s3_bucket_public_access_block" "half" {
  bucket = aws_s3_bucket.half.bucket

  block_public_acls   = true
  block_public_policy = true
}

# expect: undetermined, var.other_bucket may be this one
resource "aws_s3_bucket" "maybe" {
  bucket_prefix = "rules-maybe-"
}

# expect: pass, whichever bucket it is
resource "aws_s3_bucket_public_access_block" "maybe" {
  bucket = var.other_bucket

  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = true
}

# expect: undetermined, var.flag
resource "aws_s3_bucket" "variable" {
  bucket_prefix = "rules-variable-"
}

resource "aws_s3_bucket_public_access_block" "variable" {
  bucket = aws_s3_bucket.variable.id

  block_public_acls       = var.flag
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = true
}
