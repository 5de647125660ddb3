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

data "aws_elb_service_account" "current" {}

# expect: not applicable, a load balancer writes its logs here
resource "aws_s3_bucket" "of_the_load_balancer" {
  bucket = "rules-of-the-load-balancer"
}

resource "aws_s3_bucket_policy" "of_the_load_balancer" {
  bucket = aws_s3_bucket.of_the_load_balancer.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { AWS = "arn:aws:iam::${data.aws_elb_service_account.current.id}:root" }
      Action    = "s3:PutObject"
      Resource  = "${aws_s3_bucket.of_the_load_balancer.arn}/*"
    }]
  })
}

# expect: fail, without a key it is the one that AWS manages
resource "aws_s3_bucket" "managed_key" {
  bucket = "rules-managed-key"
}

resource "aws_s3_bucket_server_side_encryption_configuration" "managed_key" {
  bucket = aws_s3_bucket.managed_key.id

  rule {
    apply_server_side_encryption_by_default {
      sse_algorithm = "aws:kms"
    }
  }
}
