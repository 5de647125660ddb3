terraform {
  required_providers {
    aws = { source = "hashicorp/aws", version = "~> 5.0" }
  }
}

provider "aws" {
  region = "us-east-1"
}

# Left as it is: it was wrong before.
resource "aws_kms_key" "kept" {
  description = "kept"
}

resource "aws_kms_key" "weakened" {
  description         = "weakened"
  enable_key_rotation = false
}

resource "aws_kms_key" "mended" {
  description         = "mended"
  enable_key_rotation = true
}

moved {
  from = aws_kms_key.old_name
  to   = aws_kms_key.new_name
}

resource "aws_kms_key" "new_name" {
  description = "renamed"
}

# Its public access block goes.
resource "aws_s3_bucket" "bared" {
  bucket = "bared-by-this-plan"
}

resource "aws_s3_bucket" "closed" {
  bucket = "closed-all-along"
}

resource "aws_s3_bucket_public_access_block" "closed" {
  bucket                  = aws_s3_bucket.closed.id
  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = true
}

resource "aws_kms_key" "many" {
  count       = 2
  description = "many-${count.index}"
}

resource "aws_security_group" "doors" {
  name        = "doors"
  description = "Doors"

  ingress {
    description = "SSH"
    from_port   = 22
    to_port     = 22
    protocol    = "tcp"
    cidr_blocks = ["0.0.0.0/0"]
  }

  ingress {
    description = "RDP"
    from_port   = 3389
    to_port     = 3389
    protocol    = "tcp"
    cidr_blocks = ["0.0.0.0/0"]
  }
}
