locals {
  soc2_aws_s3_deny_unencrypted_uploads = {
    title    = "S3 bucket policy refuses unencrypted uploads"
    severity = "low"
    preset   = "strict"
    since    = "0.1.0"
    criteria = [
      { id = "CC6.7", strength = "supports", not_shown = "Whether connections to the bucket are encrypted; that is a statement of its own." },
      { id = "CC6.1", strength = "partial", not_shown = "Who may decrypt what is stored." },
    ]
    description = "Default encryption fills in what an upload does not say; a deny statement makes every writer say it, with the algorithm or key that you chose. It is defence in depth: an auditor who found unencrypted objects once will ask for it."
    remediation = {
      text   = "Add a statement to the bucket's policy that denies `s3:PutObject` when `s3:x-amz-server-side-encryption` is missing or wrong."
      before = <<-EOT
        resource "aws_s3_bucket" "data" {
          bucket = "example-data"
        }
      EOT
      after  = <<-EOT
        resource "aws_s3_bucket" "data" {
          bucket = "example-data"
        }

        data "aws_iam_policy_document" "data" {
          statement {
            sid       = "DenyUnencryptedUploads"
            effect    = "Deny"
            actions   = ["s3:PutObject"]
            resources = ["$${aws_s3_bucket.data.arn}/*"]

            principals {
              type        = "*"
              identifiers = ["*"]
            }

            condition {
              test     = "Null"
              variable = "s3:x-amz-server-side-encryption"
              values   = ["true"]
            }
          }
        }

        resource "aws_s3_bucket_policy" "data" {
          bucket = aws_s3_bucket.data.id
          policy = data.aws_iam_policy_document.data.json
        }
      EOT
    }
    references = [
      "https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/s3_bucket_policy",
      "https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingServerSideEncryption.html",
      "https://aws.amazon.com/blogs/security/how-to-prevent-uploads-of-unencrypted-objects-to-amazon-s3/",
    ]
  }
}

policy {
  required_providers {
    aws = { source = "hashicorp/aws", version = ">= 5.0.0, < 7.0.0" }
  }
}

resource_policy "aws_s3_bucket" "deny_unencrypted_uploads" {
  locals {
    keys = [
      "s3:x-amz-server-side-encryption",
      "s3:x-amz-server-side-encryption-aws-kms-key-id",
      "s3:x-amz-server-side-encryption-customer-algorithm",
    ]
    companions = [
      for p in core::getresources("aws_s3_bucket_policy", { bucket = attrs.id }) : p
      if core::length([
        for s in plugin::soc2::policy_statements(p.policy) : s
        if s.effect == "Deny" &&
        core::length([for a in s.actions : a if plugin::soc2::matches_iam_pattern(a, "s3:PutObject")]) > 0 &&
        core::length([for i in s.principals : i if i.identifier == "*"]) > 0 &&
        core::length([
          for c in s.conditions : c
          if core::contains(local.keys, core::lower(c.key)) && (
            (c.operator == "Null" && core::contains(c.values, "true")) ||
            core::regex_match(c.operator, "^(String|Arn)Not(Equals|EqualsIgnoreCase|Like)(IfExists)?$")
          )
        ]) > 0
      ]) > 0
    ]
    inline = [
      for s in plugin::soc2::policy_statements(attrs.policy) : s
      if s.effect == "Deny" &&
      core::length([for a in s.actions : a if plugin::soc2::matches_iam_pattern(a, "s3:PutObject")]) > 0 &&
      core::length([for i in s.principals : i if i.identifier == "*"]) > 0 &&
      core::length([
        for c in s.conditions : c
        if core::contains(local.keys, core::lower(c.key)) && (
          (c.operator == "Null" && core::contains(c.values, "true")) ||
          core::regex_match(c.operator, "^(String|Arn)Not(Equals|EqualsIgnoreCase|Like)(IfExists)?$")
        )
      ]) > 0
    ]
  }

  enforce {
    condition     = core::length(local.companions) > 0 || core::length(local.inline) > 0
    error_message = "No policy of this bucket refuses unencrypted uploads; deny `s3:PutObject` to everyone when `s3:x-amz-server-side-encryption` is missing or wrong."
  }
}
