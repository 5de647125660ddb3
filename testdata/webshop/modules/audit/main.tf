resource "aws_cloudtrail" "main" {
  name           = "shop"
  s3_bucket_name = var.bucket
  kms_key_id     = var.kms_key_arn

  is_multi_region_trail         = true
  include_global_service_events = true
}
