locals {
  soc2_aws_s3_no_public_policy = {
    title    = "S3 bucket policies grant nothing to the public"
    severity = "critical"
    preset   = "default"
    since    = "0.1.0"
    criteria = [
      { id = "CC6.1", strength = "supports", not_shown = "What the policy allows to named principals." },
      { id = "CC6.3", strength = "supports", not_shown = "Whether named principals have the least rights they need." },
      { id = "CC6.6", strength = "supports", not_shown = "Other public ways to the data, such as ACLs or CloudFront." },
    ]
    description = "A statement for everyone makes the data public whatever else is in the policy. It is reported also where a public access block would refuse it: the block may go, the policy stays. A bucket that is public on purpose, such as a web site, needs a written exception."
    remediation = {
      text   = "Name the principals, or limit the statement by fixed values of `aws:SourceArn`, `aws:PrincipalOrgID`, `aws:SourceVpce` or `aws:SourceIp`."
      before = <<-EOT
        resource "aws_s3_bucket" "data" {
          bucket = "example-data"
        }

        resource "aws_s3_bucket_policy" "data" {
          bucket = aws_s3_bucket.data.id

          policy = jsonencode({
            Version = "2012-10-17"
            Statement = [{
              Effect    = "Allow"
              Principal = "*"
              Action    = "s3:GetObject"
              Resource  = "$${aws_s3_bucket.data.arn}/*"
            }]
          })
        }
      EOT
      after  = <<-EOT
        resource "aws_s3_bucket" "data" {
          bucket = "example-data"
        }

        resource "aws_s3_bucket_policy" "data" {
          bucket = aws_s3_bucket.data.id

          policy = jsonencode({
            Version = "2012-10-17"
            Statement = [{
              Effect    = "Allow"
              Principal = { AWS = "arn:aws:iam::123456789012:role/reader" }
              Action    = "s3:GetObject"
              Resource  = "$${aws_s3_bucket.data.arn}/*"
            }]
          })
        }
      EOT
    }
    references = [
      "https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/s3_bucket_policy",
      "https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html",
      "https://docs.aws.amazon.com/AmazonS3/latest/userguide/example-bucket-policies.html",
    ]
  }
}

policy {
  required_providers {
    aws = { source = "hashicorp/aws", version = ">= 5.0.0, < 7.0.0" }
  }
}

resource_policy "aws_s3_bucket_policy" "no_public_policy" {
  enforce {
    condition     = core::length([for s in plugin::soc2::policy_statements(attrs.policy) : s if plugin::soc2::is_public_statement(s)]) == 0
    error_message = "This bucket policy lets everyone in; name the principals, or limit the statement by `aws:SourceArn`, `aws:PrincipalOrgID` or `aws:SourceIp`."
  }
}

resource_policy "aws_s3_bucket" "no_public_policy" {
  enforce {
    condition     = core::length([for s in plugin::soc2::policy_statements(attrs.policy) : s if plugin::soc2::is_public_statement(s)]) == 0
    error_message = "The policy of this bucket lets everyone in; name the principals, or limit the statement by `aws:SourceArn`, `aws:PrincipalOrgID` or `aws:SourceIp`."
  }
}
