locals {
  soc2_aws_cloudtrail_management_events_read_write = {
    title    = "CloudTrail trails record read and write management events"
    severity = "high"
    preset   = "default"
    since    = "0.1.0"
    criteria = [
      { id = "CC7.2", strength = "supports", not_shown = "Whether anybody watches the events." },
      { id = "CC7.1", strength = "partial", not_shown = "Which changes are looked for in the events." },
      { id = "CC2.1", strength = "partial", not_shown = "Whether the recorded information is used by internal control." },
      { id = "CC7.4", strength = "partial", not_shown = "Whether there is an incident response that uses the logs." },
    ]
    description = "Management events are the record of who changed or looked at what in the account: reads show reconnaissance, writes show the change. A trail that leaves out one half leaves an investigation, and an auditor, without it."
    remediation = {
      text   = "Let an event selector record management events with `read_write_type = \"All\"`, or have no selector at all."
      before = <<-EOT
        resource "aws_cloudtrail" "main" {
          name           = "main"
          s3_bucket_name = "example-audit-logs"

          event_selector {
            include_management_events = true
            read_write_type           = "WriteOnly"
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
          }
        }
      EOT
    }
    references = [
      "https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/cloudtrail",
      "https://docs.aws.amazon.com/awscloudtrail/latest/userguide/logging-management-events-with-cloudtrail.html",
    ]
  }
}

policy {
  required_providers {
    aws = { source = "hashicorp/aws", version = ">= 5.0.0, < 7.0.0" }
  }
}

resource_policy "aws_cloudtrail" "management_events_read_write" {
  locals {
    # The selectors of this trail that record management events, and those of them that record reads and writes.
    basic        = [for s in attrs.event_selector : s if s.include_management_events != false]
    basic_reads  = [for s in local.basic : s if s.read_write_type != "WriteOnly"]
    basic_writes = [for s in local.basic : s if s.read_write_type != "ReadOnly"]

    advanced = [
      for s in attrs.advanced_event_selector : s
      if core::length([for f in s.field_selector : f if f.field == "eventCategory" && f.equals != null && core::contains(f.equals, "Management")]) > 0
    ]
    advanced_reads = [
      for s in local.advanced : s
      if core::length([for f in s.field_selector : f if f.field == "readOnly" && f.equals != null && !core::contains(f.equals, "true")]) == 0
    ]
    advanced_writes = [
      for s in local.advanced : s
      if core::length([for f in s.field_selector : f if f.field == "readOnly" && f.equals != null && !core::contains(f.equals, "false")]) == 0
    ]

    # Trails for data events stand beside one that has the management events: it must be on and cover the same regions.
    others = [
      for t in core::getresources("aws_cloudtrail", {}) : t
      if t.enable_logging != false && (t.is_multi_region_trail == true || attrs.is_multi_region_trail != true) && (
        (core::length(t.event_selector) == 0 && core::length(t.advanced_event_selector) == 0) ||
        core::length([for s in t.event_selector : s if s.include_management_events != false && s.read_write_type != "ReadOnly" && s.read_write_type != "WriteOnly"]) > 0 ||
        core::length([
          for s in t.advanced_event_selector : s
          if core::length([for f in s.field_selector : f if f.field == "eventCategory" && f.equals != null && core::contains(f.equals, "Management")]) > 0 &&
          core::length([for f in s.field_selector : f if f.field == "readOnly"]) == 0
        ]) > 0
      )
    ]
  }

  enforce {
    condition = (
      (core::length(attrs.event_selector) == 0 && core::length(attrs.advanced_event_selector) == 0) ||
      (core::length(local.basic_reads) > 0 && core::length(local.basic_writes) > 0) ||
      (core::length(local.advanced_reads) > 0 && core::length(local.advanced_writes) > 0) ||
      core::length(local.others) > 0
    )
    error_message = "This trail does not record all management events, and no other trail here does; let a selector include management events with `read_write_type = \"All\"` (or `eventCategory` equal to `Management` without `readOnly`)."
  }
}
