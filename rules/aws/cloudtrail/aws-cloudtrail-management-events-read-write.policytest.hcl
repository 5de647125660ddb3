policytest {
  targets = ["aws-cloudtrail-management-events-read-write.policy.hcl"]
}

# The trails of this file are switched off, so that none of them excuses another one.

# Without selectors AWS records all management events.
resource "aws_cloudtrail" "no_selector" {
  attrs = {
    name                    = "no_selector"
    enable_logging          = false
    is_multi_region_trail   = false
    event_selector          = []
    advanced_event_selector = []
  }
}

resource "aws_cloudtrail" "all" {
  attrs = {
    name                    = "all"
    enable_logging          = false
    is_multi_region_trail   = false
    event_selector          = [{ include_management_events = true, read_write_type = "All", exclude_management_event_sources = [], data_resource = [] }]
    advanced_event_selector = []
  }
}

# Unset is all management events.
resource "aws_cloudtrail" "unset_arguments" {
  attrs = {
    name                    = "unset_arguments"
    enable_logging          = false
    is_multi_region_trail   = false
    event_selector          = [{ include_management_events = null, read_write_type = null, exclude_management_event_sources = null, data_resource = [] }]
    advanced_event_selector = []
  }
}

# Leaving out the flood of KMS events is fine.
resource "aws_cloudtrail" "without_kms_events" {
  attrs = {
    name                    = "without_kms_events"
    enable_logging          = false
    is_multi_region_trail   = false
    event_selector          = [{ include_management_events = true, read_write_type = "All", exclude_management_event_sources = ["kms.amazonaws.com"], data_resource = [] }]
    advanced_event_selector = []
  }
}

resource "aws_cloudtrail" "read_and_write_apart" {
  attrs = {
    name                    = "read_and_write_apart"
    enable_logging          = false
    is_multi_region_trail   = false
    event_selector          = [{ include_management_events = true, read_write_type = "ReadOnly", exclude_management_event_sources = [], data_resource = [] }, { include_management_events = true, read_write_type = "WriteOnly", exclude_management_event_sources = [], data_resource = [] }]
    advanced_event_selector = []
  }
}

resource "aws_cloudtrail" "one_of_two" {
  attrs = {
    name                    = "one_of_two"
    enable_logging          = false
    is_multi_region_trail   = false
    event_selector          = [{ include_management_events = false, read_write_type = "All", exclude_management_event_sources = [], data_resource = [] }, { include_management_events = true, read_write_type = "All", exclude_management_event_sources = [], data_resource = [] }]
    advanced_event_selector = []
  }
}

resource "aws_cloudtrail" "advanced" {
  attrs = {
    name                  = "advanced"
    enable_logging        = false
    is_multi_region_trail = false
    event_selector        = []
    advanced_event_selector = [
      { name = null, field_selector = [{ field = "eventCategory", equals = ["Management"], not_equals = null }] },
      { name = null, field_selector = [{ field = "eventCategory", equals = ["Data"], not_equals = null }, { field = "resources.type", equals = ["AWS::S3::Object"], not_equals = null }] },
    ]
  }
}

resource "aws_cloudtrail" "advanced_without_kms_events" {
  attrs = {
    name                  = "advanced_without_kms_events"
    enable_logging        = false
    is_multi_region_trail = false
    event_selector        = []
    advanced_event_selector = [
      { name = null, field_selector = [{ field = "eventCategory", equals = ["Management"], not_equals = null }, { field = "eventSource", equals = null, not_equals = ["kms.amazonaws.com"] }] },
    ]
  }
}

resource "aws_cloudtrail" "advanced_read_and_write" {
  attrs = {
    name                  = "advanced_read_and_write"
    enable_logging        = false
    is_multi_region_trail = false
    event_selector        = []
    advanced_event_selector = [
      { name = null, field_selector = [{ field = "eventCategory", equals = ["Management"], not_equals = null }, { field = "readOnly", equals = ["true"], not_equals = null }] },
      { name = null, field_selector = [{ field = "eventCategory", equals = ["Management"], not_equals = null }, { field = "readOnly", equals = ["false"], not_equals = null }] },
    ]
  }
}

resource "aws_cloudtrail" "write_only" {
  expect_failure = true
  attrs = {
    name                    = "write_only"
    enable_logging          = false
    is_multi_region_trail   = false
    event_selector          = [{ include_management_events = true, read_write_type = "WriteOnly", exclude_management_event_sources = [], data_resource = [] }]
    advanced_event_selector = []
  }
}

resource "aws_cloudtrail" "read_only" {
  expect_failure = true
  attrs = {
    name                    = "read_only"
    enable_logging          = false
    is_multi_region_trail   = false
    event_selector          = [{ include_management_events = true, read_write_type = "ReadOnly", exclude_management_event_sources = [], data_resource = [] }]
    advanced_event_selector = []
  }
}

resource "aws_cloudtrail" "no_management_events" {
  expect_failure = true
  attrs = {
    name                    = "no_management_events"
    enable_logging          = false
    is_multi_region_trail   = false
    event_selector          = [{ include_management_events = false, read_write_type = "All", exclude_management_event_sources = [], data_resource = [] }]
    advanced_event_selector = []
  }
}

resource "aws_cloudtrail" "write_here_read_without_management" {
  expect_failure = true
  attrs = {
    name                    = "write_here_read_without_management"
    enable_logging          = false
    is_multi_region_trail   = false
    event_selector          = [{ include_management_events = true, read_write_type = "WriteOnly", exclude_management_event_sources = [], data_resource = [] }, { include_management_events = false, read_write_type = "ReadOnly", exclude_management_event_sources = [], data_resource = [] }]
    advanced_event_selector = []
  }
}

resource "aws_cloudtrail" "advanced_data_only" {
  expect_failure = true
  attrs = {
    name                  = "advanced_data_only"
    enable_logging        = false
    is_multi_region_trail = false
    event_selector        = []
    advanced_event_selector = [
      { name = null, field_selector = [{ field = "eventCategory", equals = ["Data"], not_equals = null }, { field = "resources.type", equals = ["AWS::S3::Object"], not_equals = null }] },
    ]
  }
}

resource "aws_cloudtrail" "advanced_write_only" {
  expect_failure = true
  attrs = {
    name                  = "advanced_write_only"
    enable_logging        = false
    is_multi_region_trail = false
    event_selector        = []
    advanced_event_selector = [
      { name = null, field_selector = [{ field = "eventCategory", equals = ["Management"], not_equals = null }, { field = "readOnly", equals = ["false"], not_equals = null }] },
    ]
  }
}

resource "aws_cloudtrail" "advanced_read_only" {
  expect_failure = true
  attrs = {
    name                  = "advanced_read_only"
    enable_logging        = false
    is_multi_region_trail = false
    event_selector        = []
    advanced_event_selector = [
      { name = null, field_selector = [{ field = "eventCategory", equals = ["Management"], not_equals = null }, { field = "readOnly", equals = ["true"], not_equals = null }] },
    ]
  }
}
