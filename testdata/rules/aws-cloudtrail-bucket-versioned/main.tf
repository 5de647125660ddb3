variable "versioning_status" {
  type = string
}

resource "aws_s3_bucket" "trail" {
  count  = 3
  bucket = "rules-versioned-${count.index}"
}

resource "aws_s3_bucket_versioning" "enabled" {
  bucket = aws_s3_bucket.trail[0].id

  versioning_configuration {
    status = "Enabled"
  }
}

# expect: pass
resource "aws_cloudtrail" "enabled" {
  name           = "enabled"
  s3_bucket_name = aws_s3_bucket.trail[0].id
}

# expect: fail
resource "aws_cloudtrail" "none" {
  name           = "none"
  s3_bucket_name = aws_s3_bucket.trail[1].id
}

resource "aws_s3_bucket_versioning" "variable" {
  bucket = aws_s3_bucket.trail[2].id

  versioning_configuration {
    status = var.versioning_status
  }
}

# expect: undetermined, var.versioning_status
resource "aws_cloudtrail" "variable" {
  name           = "variable"
  s3_bucket_name = aws_s3_bucket.trail[2].id
}

data "aws_availability_zones" "here" {}

# expect: fail, whether or not this is made
resource "aws_cloudtrail" "unknown_and_off" {
  name           = "unknown_and_off"
  s3_bucket_name = aws_s3_bucket.unknown_and_off.id
}

resource "aws_s3_bucket" "unknown_and_off" {
  bucket = "rules-unknown-and-off"
}

resource "aws_s3_bucket_versioning" "unknown_and_off" {
  count  = length(data.aws_availability_zones.here.names)
  bucket = aws_s3_bucket.unknown_and_off.id

  versioning_configuration {
    status = "Suspended"
  }
}

# expect: undetermined, whether this is made
resource "aws_cloudtrail" "unknown_and_on" {
  name           = "unknown_and_on"
  s3_bucket_name = aws_s3_bucket.unknown_and_on.id
}

resource "aws_s3_bucket" "unknown_and_on" {
  bucket = "rules-unknown-and-on"
}

resource "aws_s3_bucket_versioning" "unknown_and_on" {
  count  = length(data.aws_availability_zones.here.names)
  bucket = aws_s3_bucket.unknown_and_on.id

  versioning_configuration {
    status = "Enabled"
  }
}
