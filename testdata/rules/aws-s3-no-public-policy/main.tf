variable "organization" {
  type = string
}

variable "more_statements" {
  type = any
}

# expect: pass
resource "aws_s3_bucket" "data" {
  bucket = "rules-policy-data"
}

data "aws_iam_policy_document" "base" {
  statement {
    sid       = "Read"
    actions   = ["s3:GetObject"]
    resources = ["${aws_s3_bucket.data.arn}/*"]

    principals {
      type        = "*"
      identifiers = ["*"]
    }
  }
}

data "aws_iam_policy_document" "override" {
  override_policy_documents = [data.aws_iam_policy_document.base.json]

  statement {
    sid       = "List"
    actions   = ["s3:ListBucket"]
    resources = [aws_s3_bucket.data.arn]

    principals {
      type        = "AWS"
      identifiers = ["123456789012"]
    }
  }
}

# expect: fail, the public statement comes from the merged document
resource "aws_s3_bucket_policy" "merged" {
  bucket = aws_s3_bucket.data.id
  policy = data.aws_iam_policy_document.override.json
}

# expect: undetermined, var.organization could be a star
resource "aws_s3_bucket_policy" "variable_condition" {
  bucket = aws_s3_bucket.data.id

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = "*"
      Action    = "s3:GetObject"
      Resource  = "${aws_s3_bucket.data.arn}/*"
      Condition = { StringEquals = { "aws:PrincipalOrgID" = var.organization } }
    }]
  })
}

# expect: undetermined, var.more_statements
resource "aws_s3_bucket_policy" "variable_statements" {
  bucket = aws_s3_bucket.data.id

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = concat([{
      Effect    = "Deny"
      Principal = "*"
      Action    = "s3:*"
      Resource  = "${aws_s3_bucket.data.arn}/*"
      Condition = { Bool = { "aws:SecureTransport" = "false" } }
    }], var.more_statements)
  })
}

# expect: pass, a heredoc with references
resource "aws_s3_bucket_policy" "heredoc" {
  bucket = aws_s3_bucket.data.id

  policy = <<-EOT
    {
      "Version": "2012-10-17",
      "Statement": {
        "Effect": "Allow",
        "Principal": { "Service": "cloudtrail.amazonaws.com" },
        "Action": "s3:PutObject",
        "Resource": "${aws_s3_bucket.data.arn}/*"
      }
    }
  EOT
}

variable "account" {
  type = string
}

# expect: pass, whichever account it is
resource "aws_s3_bucket_policy" "some_account" {
  bucket = "example-data"
  policy = jsonencode({
    Statement = [{
      Effect    = "Allow"
      Action    = "s3:GetObject"
      Resource  = "arn:aws:s3:::example-data/*"
      Principal = { AWS = "arn:aws:iam::${var.account}:role/deploy" }
    }]
  })
}
