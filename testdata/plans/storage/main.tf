# Buckets with and without companions, joined by ids that are unknown before apply.
terraform {
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "~> 5.0"
    }
  }
}

provider "aws" {
  region = "us-east-1"
}

variable "buckets" {
  type    = set(string)
  default = ["invoices", "reports"]
}

resource "aws_s3_bucket" "logs" {
  bucket_prefix = "example-logs-"
}

resource "aws_s3_bucket_public_access_block" "logs" {
  bucket                  = aws_s3_bucket.logs.id
  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = true
}

resource "aws_s3_bucket" "data" {
  for_each      = var.buckets
  bucket_prefix = "example-${each.key}-"
}

resource "aws_s3_bucket_public_access_block" "data" {
  for_each                = aws_s3_bucket.data
  bucket                  = each.value.id
  block_public_acls       = true
  block_public_policy     = each.key == "invoices"
  ignore_public_acls      = true
  restrict_public_buckets = true
}

resource "aws_s3_bucket_versioning" "data" {
  for_each = var.buckets
  bucket   = aws_s3_bucket.data[each.key].id

  versioning_configuration {
    status = each.key == "reports" ? "Suspended" : "Enabled"
  }
}

resource "aws_s3_bucket_logging" "data" {
  for_each      = var.buckets
  bucket        = aws_s3_bucket.data[each.key].id
  target_bucket = aws_s3_bucket.logs.id
  target_prefix = "${each.key}/"
}

resource "aws_s3_bucket" "forgotten" {
  bucket = "example-forgotten"
}

data "aws_iam_policy_document" "open" {
  statement {
    actions   = ["s3:GetObject"]
    resources = ["${aws_s3_bucket.logs.arn}/*"]

    principals {
      type        = "*"
      identifiers = ["*"]
    }
  }
}

resource "aws_s3_bucket_policy" "logs" {
  bucket = aws_s3_bucket.logs.id
  policy = data.aws_iam_policy_document.open.json
}

resource "aws_s3_bucket_policy" "forgotten" {
  bucket = aws_s3_bucket.forgotten.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = "*"
      Action    = "s3:GetObject"
      Resource  = "${aws_s3_bucket.forgotten.arn}/*"
    }]
  })
}
