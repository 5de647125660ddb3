locals {
  soc2_aws_cloudtrail_global_service_events = {
    title    = "CloudTrail trails record global services such as IAM"
    severity = "high"
    preset   = "default"
    since    = "0.1.0"
    criteria = [
      { id = "CC7.2", strength = "supports", not_shown = "Whether anybody watches the events." },
      { id = "CC2.1", strength = "partial", not_shown = "Whether the recorded information is used by internal control." },
      { id = "CC7.1", strength = "partial", not_shown = "Which changes are looked for in the events." },
      { id = "CC7.4", strength = "partial", not_shown = "Whether there is an incident response that uses the logs." },
    ]
    description = "IAM, STS and CloudFront are global services: new users, attached policies and assumed roles are recorded only with this setting. These are the events that an access review and most investigations start from."
    remediation = {
      text   = "Remove `include_global_service_events = false` (the default is true)."
      before = <<-EOT
        resource "aws_cloudtrail" "main" {
          name                          = "main"
          s3_bucket_name                = "example-audit-logs"
          include_global_service_events = false
        }
      EOT
      after  = <<-EOT
        resource "aws_cloudtrail" "main" {
          name           = "main"
          s3_bucket_name = "example-audit-logs"
        }
      EOT
    }
    references = [
      "https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/cloudtrail",
      "https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-concepts.html",
    ]
  }
}

policy {
  required_providers {
    aws = { source = "hashicorp/aws", version = ">= 5.0.0, < 7.0.0" }
  }
}

resource_policy "aws_cloudtrail" "global_service_events" {
  enforce {
    condition     = attrs.include_global_service_events != false
    error_message = "This trail leaves out the events of global services such as IAM; remove `include_global_service_events = false`."
  }
}
