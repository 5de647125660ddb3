policytest {
  targets = ["aws-config-rule-root-access-key-check.policy.hcl"]
}

resource "aws_config_config_rule" "managed_1" {
  attrs = { source = [{ owner = "AWS", source_identifier = "IAM_ROOT_ACCESS_KEY_CHECK" }] }
}

# Another rule: not judged.
resource "aws_config_config_rule" "other" {
  attrs = { source = [{ owner = "AWS", source_identifier = "S3_BUCKET_VERSIONING_ENABLED" }] }
}

resource "aws_config_config_rule" "custom" {
  attrs = { source = [{ owner = "CUSTOM_POLICY", source_identifier = null }] }
}

resource "aws_config_config_rule" "kebab" {
  expect_failure = true
  attrs          = { source = [{ owner = "AWS", source_identifier = "iam-root-access-key-check" }] }
}

resource "aws_config_config_rule" "custom_lambda" {
  expect_failure = true
  attrs          = { source = [{ owner = "CUSTOM_LAMBDA", source_identifier = "IAM_ROOT_ACCESS_KEY_CHECK" }] }
}

resource "aws_config_organization_managed_rule" "organization" {
  attrs = { rule_identifier = "IAM_ROOT_ACCESS_KEY_CHECK" }
}

resource "aws_config_organization_managed_rule" "organization_other" {
  attrs = { rule_identifier = "S3_BUCKET_VERSIONING_ENABLED" }
}

resource "aws_config_organization_managed_rule" "organization_lower" {
  expect_failure = true
  attrs          = { rule_identifier = "iam_root_access_key_check" }
}

resource "aws_config_conformance_pack" "pack" {
  attrs = { name = "p", template_s3_uri = null, template_body = "Resources:\n  Rule:\n    Type: AWS::Config::ConfigRule\n    Properties:\n      Source:\n        Owner: AWS\n        SourceIdentifier: IAM_ROOT_ACCESS_KEY_CHECK\n" }
}

resource "aws_config_conformance_pack" "pack_json" {
  attrs = { name = "p", template_s3_uri = null, template_body = "{\"Resources\": {\"Rule\": {\"Properties\": {\"Source\": {\"Owner\": \"AWS\", \"SourceIdentifier\": \"IAM_ROOT_ACCESS_KEY_CHECK\"}}}}}" }
}

# The template is in S3, where the test knows what it says.
data "aws_s3_object" "template" {
  attrs = { id = "s3://packs/pack.yaml", body = "Resources:\n  Rule:\n    Type: AWS::Config::ConfigRule\n    Properties:\n      Source:\n        Owner: AWS\n        SourceIdentifier: IAM_ROOT_ACCESS_KEY_CHECK\n" }
}

data "aws_s3_object" "template_without" {
  attrs = { id = "s3://packs/without.yaml", body = "Resources: {}" }
}

resource "aws_config_conformance_pack" "pack_elsewhere" {
  attrs = { name = "p", template_body = null, template_s3_uri = "s3://packs/pack.yaml" }
}

resource "aws_config_conformance_pack" "pack_elsewhere_without" {
  expect_failure = true
  attrs          = { name = "p", template_body = null, template_s3_uri = "s3://packs/without.yaml" }
}

resource "aws_config_conformance_pack" "pack_other" {
  attrs = { name = "p", template_s3_uri = null, template_body = "Resources: {}" }
}

resource "aws_config_conformance_pack" "pack_comment" {
  expect_failure = true
  attrs          = { name = "p", template_s3_uri = null, template_body = "Resources:\n  Rule:\n    Type: AWS::Config::ConfigRule\n    Properties:\n      Source:\n        Owner: AWS\n        Comment: IAM_ROOT_ACCESS_KEY_CHECK\n" }
}

resource "aws_config_organization_conformance_pack" "organization_pack" {
  attrs = { name = "p", template_s3_uri = null, template_body = "Resources:\n  Rule:\n    Type: AWS::Config::ConfigRule\n    Properties:\n      Source:\n        Owner: AWS\n        SourceIdentifier: IAM_ROOT_ACCESS_KEY_CHECK\n" }
}

resource "aws_config_organization_conformance_pack" "organization_pack_null" {
  attrs = { name = "p", template_s3_uri = null, template_body = null }
}

resource "aws_config_organization_conformance_pack" "organization_pack_comment" {
  expect_failure = true
  attrs          = { name = "p", template_s3_uri = null, template_body = "Resources:\n  Rule:\n    Type: AWS::Config::ConfigRule\n    Properties:\n      Source:\n        Owner: AWS\n        Comment: IAM_ROOT_ACCESS_KEY_CHECK\n" }
}

resource "aws_securityhub_standards_subscription" "fsbp" {
  attrs = { standards_arn = "arn:aws:securityhub:eu-west-1::standards/aws-foundational-security-best-practices/v/1.0.0" }
}

resource "aws_securityhub_standards_subscription" "cis" {
  attrs = { standards_arn = "arn:aws:securityhub:::ruleset/cis-aws-foundations-benchmark/v/1.2.0" }
}

resource "aws_securityhub_standards_subscription" "pci" {
  attrs = { standards_arn = "arn:aws:securityhub:eu-west-1::standards/pci-dss/v/3.2.1" }
}
