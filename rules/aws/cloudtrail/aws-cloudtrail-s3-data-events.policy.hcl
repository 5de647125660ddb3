locals {
  soc2_aws_cloudtrail_s3_data_events = {
    title    = "CloudTrail records reads and writes of S3 objects"
    severity = "medium"
    preset   = "default"
    since    = "0.1.0"
    criteria = [
      { id = "CC7.2", strength = "supports", not_shown = "Whether anybody watches the events." },
      { id = "CC7.3", strength = "partial", not_shown = "Whether events are evaluated by people or tools." },
      { id = "PI1.5", strength = "supports", not_shown = "Whether the stored logs are complete and kept long enough." },
      { id = "CC2.1", strength = "partial", not_shown = "Whether the recorded information is used by internal control." },
      { id = "PI1.2", strength = "partial", not_shown = "Whether inputs were complete and accurate; it shows only who wrote them." },
    ]
    description = "Management events tell who changed a bucket, not who read or overwrote what is in it. After an incident the question is which records left the house, and only data events answer it. Several trails of a configuration may share the work."
    remediation = {
      text   = "Let a selector of a trail record `AWS::S3::Object` on `arn:aws:s3`, reads and writes."
      before = <<-EOT
        resource "aws_cloudtrail" "main" {
          name           = "main"
          s3_bucket_name = "example-audit-logs"

          event_selector {
            include_management_events = true
            read_write_type           = "WriteOnly"

            data_resource {
              type   = "AWS::S3::Object"
              values = ["arn:aws:s3"]
            }
          }
        }
      EOT
      after  = <<-EOT
        resource "aws_cloudtrail" "main" {
          name           = "main"
          s3_bucket_name = "example-audit-logs"

          event_selector {
            include_management_events = true
            read_write_type           = "All"

            data_resource {
              type   = "AWS::S3::Object"
              values = ["arn:aws:s3"]
            }
          }
        }
      EOT
    }
    references = [
      "https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/cloudtrail",
      "https://docs.aws.amazon.com/awscloudtrail/latest/userguide/logging-data-events-with-cloudtrail.html",
      "https://docs.aws.amazon.com/AmazonS3/latest/userguide/cloudtrail-logging-s3-info.html",
    ]
  }
}

policy {
  required_providers {
    aws = { source = "hashicorp/aws", version = ">= 5.0.0, < 7.0.0" }
  }
}

resource_policy "aws_cloudtrail" "s3_data_events" {
  # What is switched off is reported by aws-cloudtrail-enable-logging.
  filter = attrs.enable_logging != false

  locals {
    # The trails of one configuration cover the objects together.
    trails = [for t in core::getresources("aws_cloudtrail", {}) : t if t.enable_logging != false]

    # Buckets of this configuration whose objects somebody may want to follow: logging the log bucket would feed itself.
    buckets = [
      for b in core::getresources("aws_s3_bucket", {}) : b
      if core::length([for t in local.trails : t if t.s3_bucket_name == b.id]) == 0
    ]

    # Basic selectors: all buckets are `arn:aws:s3`, a bucket is its ARN with a slash.
    read_all = [
      for t in local.trails : t
      if core::length([
        for s in t.event_selector : s
        if s.read_write_type != "WriteOnly" && core::length([for d in s.data_resource : d if d.type == "AWS::S3::Object" && core::length([for v in d.values : v if core::regex_match(v, "^arn:[^:]*:s3(:::)?$")]) > 0]) > 0
      ]) > 0
    ]
    read_some = [
      for t in local.trails : t
      if core::length([
        for s in t.event_selector : s
        if s.read_write_type != "WriteOnly" && core::length([for d in s.data_resource : d if d.type == "AWS::S3::Object"]) > 0
      ]) > 0
    ]
    read_missing = [
      for b in local.buckets : b
      if core::length([
        for t in local.read_some : t
        if core::length([
          for s in t.event_selector : s
          if s.read_write_type != "WriteOnly" && core::length([for d in s.data_resource : d if d.type == "AWS::S3::Object" && core::contains(core::tolist(d.values), "${b.arn}/")]) > 0
        ]) > 0
      ]) == 0
    ]
    write_all = [
      for t in local.trails : t
      if core::length([
        for s in t.event_selector : s
        if s.read_write_type != "ReadOnly" && core::length([for d in s.data_resource : d if d.type == "AWS::S3::Object" && core::length([for v in d.values : v if core::regex_match(v, "^arn:[^:]*:s3(:::)?$")]) > 0]) > 0
      ]) > 0
    ]
    write_some = [
      for t in local.trails : t
      if core::length([
        for s in t.event_selector : s
        if s.read_write_type != "ReadOnly" && core::length([for d in s.data_resource : d if d.type == "AWS::S3::Object"]) > 0
      ]) > 0
    ]
    write_missing = [
      for b in local.buckets : b
      if core::length([
        for t in local.write_some : t
        if core::length([
          for s in t.event_selector : s
          if s.read_write_type != "ReadOnly" && core::length([for d in s.data_resource : d if d.type == "AWS::S3::Object" && core::contains(core::tolist(d.values), "${b.arn}/")]) > 0
        ]) > 0
      ]) == 0
    ]

    # Advanced selectors for the objects of all buckets; leaving out a few is fine, choosing a few is not.
    read_advanced = [
      for t in local.trails : t
      if core::length([
        for s in t.advanced_event_selector : s
        if core::length([for f in s.field_selector : f if f.field == "eventCategory" && f.equals != null && core::contains(f.equals, "Data")]) > 0 &&
        core::length([for f in s.field_selector : f if f.field == "resources.type" && f.equals != null && core::contains(f.equals, "AWS::S3::Object")]) > 0 &&
        core::length([for f in s.field_selector : f if f.field == "readOnly" && f.equals != null && !core::contains(f.equals, "true")]) == 0 &&
        core::length([
          for f in s.field_selector : f
          if !core::contains(["eventCategory", "resources.type", "readOnly"], f.field) && (plugin::soc2::is_set(f.equals) || plugin::soc2::is_set(f.starts_with) || plugin::soc2::is_set(f.ends_with))
        ]) == 0
      ]) > 0
    ]
    write_advanced = [
      for t in local.trails : t
      if core::length([
        for s in t.advanced_event_selector : s
        if core::length([for f in s.field_selector : f if f.field == "eventCategory" && f.equals != null && core::contains(f.equals, "Data")]) > 0 &&
        core::length([for f in s.field_selector : f if f.field == "resources.type" && f.equals != null && core::contains(f.equals, "AWS::S3::Object")]) > 0 &&
        core::length([for f in s.field_selector : f if f.field == "readOnly" && f.equals != null && !core::contains(f.equals, "false")]) == 0 &&
        core::length([
          for f in s.field_selector : f
          if !core::contains(["eventCategory", "resources.type", "readOnly"], f.field) && (plugin::soc2::is_set(f.equals) || plugin::soc2::is_set(f.starts_with) || plugin::soc2::is_set(f.ends_with))
        ]) == 0
      ]) > 0
    ]
  }

  enforce {
    condition     = core::length(local.read_all) > 0 || core::length(local.read_advanced) > 0 || (core::length(local.read_some) > 0 && core::length(local.read_missing) == 0)
    error_message = "No trail here records reads of all S3 objects; add a data event selector for `AWS::S3::Object` on `arn:aws:s3` with `read_write_type = \"All\"`."
  }

  enforce {
    condition     = core::length(local.write_all) > 0 || core::length(local.write_advanced) > 0 || (core::length(local.write_some) > 0 && core::length(local.write_missing) == 0)
    error_message = "No trail here records writes of all S3 objects; add a data event selector for `AWS::S3::Object` on `arn:aws:s3` with `read_write_type = \"All\"`."
  }
}
