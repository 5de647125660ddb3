locals {
  soc2_aws_s3_bucket_policy_no_cross_account_admin = {
    title    = "S3 bucket policies do not let other accounts change the bucket"
    severity = "high"
    preset   = "default"
    since    = "0.1.0"
    criteria = [
      { id = "CC6.1", strength = "supports", not_shown = "What the other account does with the objects that it may read, and policies that name one account where this one is not known." },
      { id = "CC6.3", strength = "partial", not_shown = "Which users of the other account may act." },
    ]
    description = "A partner who may read objects is one thing; a partner who may write the bucket's policy, ACLs or encryption decides who else reads. That decision belongs to the account that owns the data."
    remediation = {
      text   = "Leave other accounts the actions on objects that they need, and take away `s3:PutBucketPolicy`, `s3:PutBucketAcl`, `s3:PutObjectAcl` and the like."
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
              Principal = { AWS = ["123456789012", "210987654321"] }
              Action    = "s3:*"
              Resource  = [aws_s3_bucket.data.arn, "$${aws_s3_bucket.data.arn}/*"]
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
              Principal = { AWS = ["123456789012", "210987654321"] }
              Action    = ["s3:GetObject", "s3:ListBucket"]
              Resource  = [aws_s3_bucket.data.arn, "$${aws_s3_bucket.data.arn}/*"]
            }]
          })
        }
      EOT
    }
    references = [
      "https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/s3_bucket_policy",
      "https://docs.aws.amazon.com/securityhub/latest/userguide/s3-controls.html#s3-6",
      "https://docs.aws.amazon.com/AmazonS3/latest/userguide/example-walkthroughs-managing-access-example2.html",
    ]
  }
}

policy {
  required_providers {
    aws = { source = "hashicorp/aws", version = ">= 5.0.0, < 7.0.0" }
  }
}

resource_policy "aws_s3_bucket_policy" "bucket_policy_no_cross_account_admin" {
  locals {
    actions = ["s3:PutBucketPolicy", "s3:DeleteBucketPolicy", "s3:PutBucketAcl", "s3:PutEncryptionConfiguration", "s3:PutObjectAcl"]
    grants = [
      for s in plugin::soc2::policy_statements(attrs.policy) : s
      if s.effect == "Allow" && core::length([
        for a in local.actions : a
        if core::length([for p in s.actions : p if plugin::soc2::matches_iam_pattern(p, a)]) > 0 || (core::length(s.not_actions) > 0 && core::length([for p in s.not_actions : p if plugin::soc2::matches_iam_pattern(p, a)]) == 0)
      ]) > 0
    ]
    # References to what is declared here, and the account of the credentials, are nobody else's.
    principals = core::flatten([for s in local.grants : s.principals])
    others     = [for p in local.principals : p.identifier if plugin::soc2::is_foreign_account(p, [])]
    accounts   = core::distinct(core::flatten([for p in local.others : [for m in core::regexall("^(?:arn:[^:]*:(?:iam|sts)::)?([0-9]{12})(?::|$)", p) : m[0]]]))
    # Of two accounts one is another's, whichever this one is; of a single one it has to be known.
    foreign = [for p in local.principals : p if plugin::soc2::is_foreign_account(p, [core::getdatasource("aws_caller_identity", {}).account_id])]
    names   = plugin::soc2::listed(local.accounts)
  }

  enforce {
    condition     = core::length(local.accounts) < 2 && core::length(local.foreign) == 0
    error_message = "The bucket policy lets another account change who reaches the bucket (accounts: ${local.names}); leave it the actions on objects that it needs."
  }
}

resource_policy "aws_s3_bucket" "bucket_policy_no_cross_account_admin" {
  locals {
    actions = ["s3:PutBucketPolicy", "s3:DeleteBucketPolicy", "s3:PutBucketAcl", "s3:PutEncryptionConfiguration", "s3:PutObjectAcl"]
    grants = [
      for s in plugin::soc2::policy_statements(attrs.policy) : s
      if s.effect == "Allow" && core::length([
        for a in local.actions : a
        if core::length([for p in s.actions : p if plugin::soc2::matches_iam_pattern(p, a)]) > 0 || (core::length(s.not_actions) > 0 && core::length([for p in s.not_actions : p if plugin::soc2::matches_iam_pattern(p, a)]) == 0)
      ]) > 0
    ]
    # References to what is declared here, and the account of the credentials, are nobody else's.
    principals = core::flatten([for s in local.grants : s.principals])
    others     = [for p in local.principals : p.identifier if plugin::soc2::is_foreign_account(p, [])]
    accounts   = core::distinct(core::flatten([for p in local.others : [for m in core::regexall("^(?:arn:[^:]*:(?:iam|sts)::)?([0-9]{12})(?::|$)", p) : m[0]]]))
    # Of two accounts one is another's, whichever this one is; of a single one it has to be known.
    foreign = [for p in local.principals : p if plugin::soc2::is_foreign_account(p, [core::getdatasource("aws_caller_identity", {}).account_id])]
    names   = plugin::soc2::listed(local.accounts)
  }

  enforce {
    condition     = core::length(local.accounts) < 2 && core::length(local.foreign) == 0
    error_message = "The bucket policy lets another account change who reaches the bucket (accounts: ${local.names}); leave it the actions on objects that it needs."
  }
}
