variable "names" {
  type = set(string)
}

data "aws_availability_zones" "all" {}

# expect: pass, each has its block
resource "aws_s3_bucket" "by_variable" {
  for_each      = var.names
  bucket_prefix = each.key
}

resource "aws_s3_bucket_public_access_block" "by_variable" {
  for_each                = aws_s3_bucket.by_variable
  bucket                  = each.value.id
  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = true
}

# expect: pass, each has its block
resource "aws_s3_bucket" "by_data" {
  for_each = toset(data.aws_availability_zones.all.names)
  bucket   = "logs-${each.key}"
}

resource "aws_s3_bucket_public_access_block" "by_data" {
  for_each                = aws_s3_bucket.by_data
  bucket                  = aws_s3_bucket.by_data[each.key].id
  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = true
}

# expect: pass, each has its block
resource "aws_s3_bucket" "by_value" {
  for_each = toset(data.aws_availability_zones.all.names)
  bucket   = "data-${each.key}"
}

resource "aws_s3_bucket_public_access_block" "by_value" {
  for_each                = aws_s3_bucket.by_value
  bucket                  = each.value.id
  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = true
}

# expect: fail, the block of another bucket does not help
resource "aws_s3_bucket" "open" {
  for_each      = var.names
  bucket_prefix = "open-${each.key}"
}
