locals {
  soc2_aws_cloudtrail_bucket_not_public = {
    title    = "The bucket that stores CloudTrail logs is not public"
    severity = "critical"
    preset   = "default"
    since    = "0.1.0"
    criteria = [
      { id = "CC7.2", strength = "supports", not_shown = "Whether the logs are complete and watched, and buckets of another account or configuration." },
      { id = "CC6.1", strength = "supports", not_shown = "Who inside the account, or which named account, may read the bucket." },
      { id = "CC6.6", strength = "partial", not_shown = "Access points and other ways that are set up outside this configuration." },
    ]
    description = "A public trail bucket hands every visitor a map of the account: users, roles, addresses, resources. Worse, whoever may write to it can falsify the evidence that the audit rests on."
    remediation = {
      text   = "Block public access to the trail's bucket with all four settings and take public grants out of its ACL and policy."
      before = <<-EOT
        resource "aws_s3_bucket" "trail" {
          bucket = "example-audit-logs"
        }

        resource "aws_cloudtrail" "main" {
          name           = "main"
          s3_bucket_name = aws_s3_bucket.trail.id
        }

        resource "aws_s3_bucket_acl" "trail" {
          bucket = aws_s3_bucket.trail.id
          acl    = "public-read"
        }
      EOT
      after  = <<-EOT
        resource "aws_s3_bucket" "trail" {
          bucket = "example-audit-logs"
        }

        resource "aws_cloudtrail" "main" {
          name           = "main"
          s3_bucket_name = aws_s3_bucket.trail.id
        }

        resource "aws_s3_bucket_public_access_block" "trail" {
          bucket = aws_s3_bucket.trail.id

          block_public_acls       = true
          block_public_policy     = true
          ignore_public_acls      = true
          restrict_public_buckets = true
        }

        resource "aws_s3_bucket_acl" "trail" {
          bucket = aws_s3_bucket.trail.id
          acl    = "private"
        }
      EOT
    }
    references = [
      "https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/s3_bucket_public_access_block",
      "https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html",
      "https://docs.aws.amazon.com/awscloudtrail/latest/userguide/create-s3-bucket-policy-for-cloudtrail.html",
    ]
  }
}

policy {
  required_providers {
    aws = { source = "hashicorp/aws", version = ">= 5.0.0, < 7.0.0" }
  }
}

resource_policy "aws_cloudtrail" "bucket_not_public" {
  # A bucket of another configuration can't be judged here.
  filter = core::length(local.buckets) > 0

  locals {
    public_acls  = ["public-read", "public-read-write", "authenticated-read", "website"]
    public_group = "/groups/global/(AllUsers|AuthenticatedUsers)$"
    buckets      = core::getresources("aws_s3_bucket", { id = attrs.s3_bucket_name })
    acls         = core::getresources("aws_s3_bucket_acl", { bucket = attrs.s3_bucket_name })
    policies     = core::getresources("aws_s3_bucket_policy", { bucket = attrs.s3_bucket_name })
    blocks       = core::getresources("aws_s3_bucket_public_access_block", { bucket = attrs.s3_bucket_name })

    open_acls = [
      for a in local.acls : a
      if core::contains(local.public_acls, a.acl) || core::length([
        for p in a.access_control_policy : p
        if core::length([
          for g in p.grant : g
          if core::length([for e in g.grantee : e if e.uri != null && core::regex_match(e.uri, local.public_group)]) > 0
        ]) > 0
      ]) > 0
    ]
    open_inline_acls = [
      for b in local.buckets : b
      if core::contains(local.public_acls, b.acl) || core::length([for g in b.grant : g if g.uri != null && core::regex_match(g.uri, local.public_group)]) > 0
    ]

    open_policies = [
      for p in local.policies : p
      if core::length([for s in plugin::soc2::policy_statements(p.policy) : s if plugin::soc2::is_public_statement(s)]) > 0
    ]
    open_inline_policies = [
      for b in local.buckets : b
      if core::length([for s in plugin::soc2::policy_statements(b.policy) : s if plugin::soc2::is_public_statement(s)]) > 0
    ]
  }

  enforce {
    condition     = core::length(local.open_acls) == 0 && core::length(local.open_inline_acls) == 0
    error_message = "The ACL of the bucket that stores this trail's logs lets everybody in; set the ACL to `private` and remove the grants to all users."
  }

  enforce {
    condition     = core::length(local.open_policies) == 0 && core::length(local.open_inline_policies) == 0
    error_message = "The policy of the bucket that stores this trail's logs lets everybody in; name the principals, or limit them by `aws:SourceArn` or `aws:PrincipalOrgID`."
  }

  enforce {
    condition     = core::length(local.blocks) > 0
    error_message = "The bucket that stores this trail's logs has no public access block; add an `aws_s3_bucket_public_access_block` with all four settings true."
  }

  enforce {
    condition = core::length([
      for b in local.blocks : b
      if !(b.block_public_acls == true && b.block_public_policy == true && b.ignore_public_acls == true && b.restrict_public_buckets == true)
    ]) == 0
    error_message = "The public access block of the bucket that stores this trail's logs leaves a setting off; set all four to true."
  }
}
