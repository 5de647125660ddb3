resource "aws_s3_bucket" "good" {
  bucket = "incomplete-good"
}

resource "aws_s3_bucket" "bad" {
  bucket = "incomplete-bad
}
