locals {
  soc2_aws_cloudtrail_bucket_dedicated = {
    title    = "CloudTrail logs go to a dedicated bucket"
    severity = "low"
    preset   = "default"
    since    = "0.1.0"
    criteria = [
      { id = "CC7.2", strength = "partial", not_shown = "Who may read or delete in the bucket, and uses of it in other configurations." },
      { id = "CC6.1", strength = "partial", not_shown = "Whether the bucket's policy lets only CloudTrail write and only auditors read." },
    ]
    description = "Everything that shares the bucket with the audit trail needs rights on it: log deliveries write to it, pipelines delete in it, web sites are read from it. A bucket of its own is what makes its policy short enough for an auditor to believe."
    remediation = {
      text   = "Give the trail a bucket of its own and send the other logs and objects elsewhere."
      before = <<-EOT
        resource "aws_s3_bucket" "trail" {
          bucket = "example-audit-logs"
        }

        resource "aws_cloudtrail" "main" {
          name           = "main"
          s3_bucket_name = aws_s3_bucket.trail.id
        }

        resource "aws_s3_object" "report" {
          bucket  = aws_s3_bucket.trail.id
          key     = "report.html"
          content = "<h1>Report</h1>"
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

        resource "aws_s3_bucket" "reports" {
          bucket = "example-reports"
        }

        resource "aws_s3_object" "report" {
          bucket  = aws_s3_bucket.reports.id
          key     = "report.html"
          content = "<h1>Report</h1>"
        }
      EOT
    }
    references = [
      "https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/cloudtrail",
      "https://docs.aws.amazon.com/awscloudtrail/latest/userguide/best-practices-security.html",
    ]
  }
}

policy {
  required_providers {
    aws = { source = "hashicorp/aws", version = ">= 5.0.0, < 7.0.0" }
  }
}

# AWS Config and other trails may share an audit bucket.
resource_policy "aws_cloudtrail" "bucket_dedicated" {
  locals {
    buckets = core::getresources("aws_s3_bucket", { id = attrs.s3_bucket_name })

    load_balancers = [
      for lb in core::getresources("aws_lb", {}) : lb
      if core::length([for l in lb.access_logs : l if l.enabled == true && l.bucket == attrs.s3_bucket_name]) > 0
    ]
    albs = [
      for lb in core::getresources("aws_alb", {}) : lb
      if core::length([for l in lb.access_logs : l if l.enabled == true && l.bucket == attrs.s3_bucket_name]) > 0
    ]
    classic_load_balancers = [
      for lb in core::getresources("aws_elb", {}) : lb
      if core::length([for l in lb.access_logs : l if l.enabled != false && l.bucket == attrs.s3_bucket_name]) > 0
    ]
  }

  enforce {
    condition     = core::length(core::getresources("aws_s3_bucket_logging", { target_bucket = attrs.s3_bucket_name })) == 0
    error_message = "The bucket of this trail also receives the access logs of another bucket; give the trail a bucket of its own."
  }

  enforce {
    condition = core::length([
      for b in core::getresources("aws_s3_bucket", {}) : b
      if core::length([for l in b.logging : l if l.target_bucket == attrs.s3_bucket_name]) > 0
    ]) == 0
    error_message = "The bucket of this trail also receives the access logs of another bucket; give the trail a bucket of its own."
  }

  enforce {
    condition     = core::length(local.load_balancers) == 0 && core::length(local.albs) == 0 && core::length(local.classic_load_balancers) == 0
    error_message = "The bucket of this trail also receives the access logs of a load balancer; give the trail a bucket of its own."
  }

  enforce {
    condition = core::length([
      for d in core::getresources("aws_cloudfront_distribution", {}) : d
      if core::length([
        for l in d.logging_config : l
        if core::length([for b in local.buckets : b if l.bucket == b.bucket_domain_name || l.bucket == b.bucket_regional_domain_name]) > 0
      ]) > 0
    ]) == 0
    error_message = "The bucket of this trail also receives the access logs of a CloudFront distribution; give the trail a bucket of its own."
  }

  enforce {
    condition = core::length([
      for f in core::getresources("aws_flow_log", {}) : f
      if f.log_destination_type == "s3" && f.log_destination != null && core::length([
        for b in local.buckets : b
        if f.log_destination == b.arn || core::startswith(f.log_destination, "${b.arn}/")
      ]) > 0
    ]) == 0
    error_message = "The bucket of this trail also receives VPC flow logs; give the trail a bucket of its own."
  }

  enforce {
    condition = (
      core::length(core::getresources("aws_s3_bucket_website_configuration", { bucket = attrs.s3_bucket_name })) == 0 &&
      core::length([for b in local.buckets : b if core::length(b.website) > 0]) == 0
    )
    error_message = "The bucket of this trail is also a web site; give the trail a bucket of its own."
  }

  enforce {
    condition = core::length([
      for p in core::getresources("aws_codepipeline", {}) : p
      if core::length([for s in p.artifact_store : s if s.location == attrs.s3_bucket_name]) > 0
    ]) == 0
    error_message = "The bucket of this trail also stores the artifacts of a pipeline; give the trail a bucket of its own."
  }

  enforce {
    condition = (
      core::length(core::getresources("aws_s3_object", { bucket = attrs.s3_bucket_name })) == 0 &&
      core::length(core::getresources("aws_s3_bucket_object", { bucket = attrs.s3_bucket_name })) == 0
    )
    error_message = "Objects of other kinds are put into the bucket of this trail; give the trail a bucket of its own."
  }
}
