locals {
  soc2_aws_s3_kms_encryption = {
    title    = "S3 default encryption uses a customer managed KMS key"
    severity = "low"
    preset   = "strict"
    since    = "0.1.0"
    criteria = [
      { id = "CC6.1", strength = "supports", not_shown = "Who may use the key by its policy." },
      { id = "C1.1", strength = "partial", not_shown = "Whether confidential data is in this bucket and nowhere else." },
      { id = "CC6.7", strength = "partial", not_shown = "Whether connections to the bucket are encrypted." },
      { id = "PI1.4", strength = "partial", not_shown = "Who receives what is stored here." },
    ]
    description = "With a key of your own, reading an object needs a right on the key besides the right on the bucket, and each use of the key is in the audit trail. SSE-S3 and the AWS managed key encrypt as well, but nobody can be refused the key. Buckets that receive access logs take SSE-S3 only and are not judged."
    remediation = {
      text   = "Set `sse_algorithm = \"aws:kms\"` and `kms_master_key_id` to a key of your own in the bucket's encryption configuration."
      before = <<-EOT
        resource "aws_s3_bucket" "data" {
          bucket = "example-data"
        }

        resource "aws_s3_bucket_server_side_encryption_configuration" "data" {
          bucket = aws_s3_bucket.data.id

          rule {
            apply_server_side_encryption_by_default {
              sse_algorithm = "AES256"
            }
          }
        }
      EOT
      after  = <<-EOT
        resource "aws_s3_bucket" "data" {
          bucket = "example-data"
        }

        resource "aws_kms_key" "data" {
          enable_key_rotation = true
        }

        resource "aws_s3_bucket_server_side_encryption_configuration" "data" {
          bucket = aws_s3_bucket.data.id

          rule {
            apply_server_side_encryption_by_default {
              sse_algorithm     = "aws:kms"
              kms_master_key_id = aws_kms_key.data.arn
            }

            bucket_key_enabled = true
          }
        }
      EOT
    }
    references = [
      "https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/s3_bucket_server_side_encryption_configuration",
      "https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingKMSEncryption.html",
      "https://docs.aws.amazon.com/AmazonS3/latest/userguide/enable-server-access-logging.html",
    ]
  }
}

policy {
  required_providers {
    aws = { source = "hashicorp/aws", version = ">= 5.0.0, < 7.0.0" }
  }
}

# Found once and not for every bucket: few buckets log by the block of provider 3.
locals {
  aws_s3_kms_encryption_logging = [for b in core::getresources("aws_s3_bucket", {}) : b if core::length(b.logging) > 0]
}

resource_policy "aws_s3_bucket" "kms_encryption" {
  # Buckets that receive server access logs or load balancer logs take SSE-S3 only.
  filter = (
    core::length(local.loggings) == 0 &&
    core::length(local.inline_loggings) == 0 &&
    core::length(local.log_acls) == 0 &&
    attrs.acl != "log-delivery-write" &&
    core::length(local.classic_load_balancers) == 0 &&
    core::length(local.load_balancers) == 0 &&
    core::length(local.albs) == 0 &&
    core::length(local.log_policies) == 0 &&
    core::length(local.inline_log_statements) == 0
  )

  locals {
    loggings        = core::getresources("aws_s3_bucket_logging", { target_bucket = attrs.id })
    inline_loggings = [for b in local.aws_s3_kms_encryption_logging : b if core::length([for l in b.logging : l if l.target_bucket == attrs.id]) > 0]
    log_acls        = core::getresources("aws_s3_bucket_acl", { bucket = attrs.id, acl = "log-delivery-write" })

    classic_load_balancers = [
      for lb in core::getresources("aws_elb", {}) : lb if core::length([for l in lb.access_logs : l if l.bucket == attrs.id]) > 0
    ]
    load_balancers = [
      for lb in core::getresources("aws_lb", {}) : lb
      if lb.load_balancer_type != "network" && lb.load_balancer_type != "gateway" && core::length([for l in lb.access_logs : l if l.bucket == attrs.id]) > 0
    ]
    albs = [
      for lb in core::getresources("aws_alb", {}) : lb
      if lb.load_balancer_type != "network" && lb.load_balancer_type != "gateway" && core::length([for l in lb.access_logs : l if l.bucket == attrs.id]) > 0
    ]

    log_services = ["logging.s3.amazonaws.com", "logdelivery.elasticloadbalancing.amazonaws.com"]
    log_policies = [
      for p in core::getresources("aws_s3_bucket_policy", { bucket = attrs.id }) : p
      if core::length([
        for s in plugin::soc2::policy_statements(p.policy) : s
        if s.effect == "Allow" && core::length([for i in s.principals : i if core::contains(local.log_services, i.identifier) || plugin::soc2::is_read_from(i.identifier, "aws_elb_service_account")]) > 0
      ]) > 0
    ]
    inline_log_statements = [
      for s in plugin::soc2::policy_statements(attrs.policy) : s
      if s.effect == "Allow" && core::length([for i in s.principals : i if core::contains(local.log_services, i.identifier) || plugin::soc2::is_read_from(i.identifier, "aws_elb_service_account")]) > 0
    ]

    algorithms = ["aws:kms", "aws:kms:dsse"]
    companions = [
      for e in core::getresources("aws_s3_bucket_server_side_encryption_configuration", { bucket = attrs.id }) : e
      if core::length([
        for r in e.rule : r
        if core::length([
          for d in r.apply_server_side_encryption_by_default : d
          if core::contains(local.algorithms, d.sse_algorithm) && plugin::soc2::is_customer_key(d.kms_master_key_id)
        ]) > 0
      ]) > 0
    ]
    inline = [
      for e in attrs.server_side_encryption_configuration : e
      if core::length([
        for r in e.rule : r
        if core::length([
          for d in r.apply_server_side_encryption_by_default : d
          if core::contains(local.algorithms, d.sse_algorithm) && plugin::soc2::is_customer_key(d.kms_master_key_id)
        ]) > 0
      ]) > 0
    ]
  }

  enforce {
    condition     = core::length(local.companions) > 0 || core::length(local.inline) > 0
    error_message = "This bucket is not encrypted with a KMS key of your own; set `sse_algorithm = \"aws:kms\"` and `kms_master_key_id` in its encryption configuration."
  }
}
