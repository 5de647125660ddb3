variable "bucket_policy" {
  type = string
}

# expect: pass
resource "aws_s3_bucket" "strict" {
  bucket = "rules-uploads-strict"
}

data "aws_iam_policy_document" "strict" {
  statement {
    effect    = "Deny"
    actions   = ["s3:PutObject"]
    resources = ["${aws_s3_bucket.strict.arn}/*"]

    principals {
      type        = "*"
      identifiers = ["*"]
    }

    condition {
      test     = "StringNotEquals"
      variable = "s3:x-amz-server-side-encryption"
      values   = ["aws:kms"]
    }
  }
}

resource "aws_s3_bucket_policy" "strict" {
  bucket = aws_s3_bucket.strict.id
  policy = data.aws_iam_policy_document.strict.json
}

# expect: fail
resource "aws_s3_bucket" "open" {
  bucket = "rules-uploads-open"
}

# expect: undetermined, var.bucket_policy
resource "aws_s3_bucket" "variable" {
  bucket = "rules-uploads-variable"
}

resource "aws_s3_bucket_policy" "variable" {
  bucket = aws_s3_bucket.variable.id
  policy = var.bucket_policy
}
