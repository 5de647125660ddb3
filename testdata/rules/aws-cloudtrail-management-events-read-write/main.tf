variable "multi_region" {
  type = bool
}

# The one trail of the account that has the management events, if var.multi_region says so for all regions.
# expect: pass
resource "aws_cloudtrail" "management" {
  name                  = "management"
  s3_bucket_name        = "rules-audit"
  is_multi_region_trail = var.multi_region
}

# expect: pass, a single region is covered in any case
resource "aws_cloudtrail" "objects" {
  name           = "objects"
  s3_bucket_name = "rules-audit"

  event_selector {
    include_management_events = false

    data_resource {
      type   = "AWS::S3::Object"
      values = ["arn:aws:s3"]
    }
  }
}

# expect: undetermined, var.multi_region
resource "aws_cloudtrail" "objects_everywhere" {
  name                  = "objects-everywhere"
  s3_bucket_name        = "rules-audit"
  is_multi_region_trail = true

  advanced_event_selector {
    field_selector {
      field  = "eventCategory"
      equals = ["Data"]
    }

    field_selector {
      field  = "resources.type"
      equals = ["AWS::S3::Object"]
    }
  }
}
