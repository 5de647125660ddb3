variable "key" {
  type = string
}

variable "algorithm" {
  type = string
}

resource "aws_kms_key" "data" {
  enable_key_rotation = true
}

# expect: pass
resource "aws_s3_bucket" "own_key" {
  bucket = "rules-kms-own-key"
}

resource "aws_s3_bucket_server_side_encryption_configuration" "own_key" {
  bucket = aws_s3_bucket.own_key.id

  rule {
    apply_server_side_encryption_by_default {
      sse_algorithm     = "aws:kms"
      kms_master_key_id = aws_kms_key.data.arn
    }
  }
}

# expect: pass, a key that is handed in counts as one's own
resource "aws_s3_bucket" "variable_key" {
  bucket = "rules-kms-variable-key"
}

resource "aws_s3_bucket_server_side_encryption_configuration" "variable_key" {
  bucket = aws_s3_bucket.variable_key.id

  rule {
    apply_server_side_encryption_by_default {
      sse_algorithm     = "aws:kms"
      kms_master_key_id = var.key
    }
  }
}

# expect: undetermined, var.algorithm
resource "aws_s3_bucket" "variable_algorithm" {
  bucket = "rules-kms-variable-algorithm"
}

resource "aws_s3_bucket_server_side_encryption_configuration" "variable_algorithm" {
  bucket = aws_s3_bucket.variable_algorithm.id

  rule {
    apply_server_side_encryption_by_default {
      sse_algorithm     = var.algorithm
      kms_master_key_id = aws_kms_key.data.arn
    }
  }
}

data "aws_kms_key" "aws_managed" {
  key_id = "alias/aws/s3"
}

# expect: fail, the data source looks up AWS's key
resource "aws_s3_bucket" "aws_managed" {
  bucket = "rules-kms-aws-managed"
}

resource "aws_s3_bucket_server_side_encryption_configuration" "aws_managed" {
  bucket = aws_s3_bucket.aws_managed.id

  rule {
    apply_server_side_encryption_by_default {
      sse_algorithm     = "aws:kms"
      kms_master_key_id = data.aws_kms_key.aws_managed.arn
    }
  }
}

# expect: notApplicable, it receives access logs
resource "aws_s3_bucket" "access_logs" {
  bucket = "rules-kms-access-logs"
}

resource "aws_s3_bucket_logging" "own_key" {
  bucket        = aws_s3_bucket.own_key.id
  target_bucket = aws_s3_bucket.access_logs.id
  target_prefix = "own-key/"
}
