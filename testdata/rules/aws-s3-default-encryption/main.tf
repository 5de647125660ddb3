variable "algorithm" {
  type = string
}

variable "encrypted" {
  type = bool
}

# expect: pass, both instances
resource "aws_s3_bucket" "each" {
  for_each = { a = "rules-sse-a", b = "rules-sse-b" }
  bucket   = each.value
}

resource "aws_s3_bucket_server_side_encryption_configuration" "each" {
  for_each = aws_s3_bucket.each
  bucket   = each.value.id

  rule {
    apply_server_side_encryption_by_default {
      sse_algorithm = "aws:kms"
    }
  }
}

# expect: fail
resource "aws_s3_bucket" "plain" {
  bucket = "rules-sse-plain"
}

# expect: undetermined, var.algorithm
resource "aws_s3_bucket" "variable" {
  bucket = "rules-sse-variable"
}

resource "aws_s3_bucket_server_side_encryption_configuration" "variable" {
  bucket = aws_s3_bucket.variable.id

  rule {
    apply_server_side_encryption_by_default {
      sse_algorithm = var.algorithm
    }
  }
}

# expect: undetermined, var.encrypted
resource "aws_s3_bucket" "dynamic" {
  bucket = "rules-sse-dynamic"

  dynamic "server_side_encryption_configuration" {
    for_each = var.encrypted ? [1] : []

    content {
      rule {
        apply_server_side_encryption_by_default {
          sse_algorithm = "AES256"
        }
      }
    }
  }
}
