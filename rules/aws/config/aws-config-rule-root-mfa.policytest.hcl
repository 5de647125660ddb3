policytest {
  targets = ["aws-config-rule-root-mfa.policy.hcl"]
}

resource "aws_config_config_rule" "managed_1" {
  attrs = { source = [{ owner = "AWS", source_identifier = "ROOT_ACCOUNT_MFA_ENABLED" }] }
}

resource "aws_config_config_rule" "managed_2" {
  attrs = { source = [{ owner = "AWS", source_identifier = "ROOT_ACCOUNT_HARDWARE_MFA_ENABLED" }] }
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
  attrs          = { source = [{ owner = "AWS", source_identifier = "root-account-mfa-enabled" }] }
}

resource "aws_config_config_rule" "custom_lambda" {
  expect_failure = true
  attrs          = { source = [{ owner = "CUSTOM_LAMBDA", source_identifier = "ROOT_ACCOUNT_MFA_ENABLED" }] }
}

resource "aws_config_organization_managed_rule" "organization" {
  attrs = { rule_identifier = "ROOT_ACCOUNT_MFA_ENABLED" }
}

resource "aws_config_organization_managed_rule" "organization_other" {
  attrs = { rule_identifier = "S3_BUCKET_VERSIONING_ENABLED" }
}

resource "aws_config_organization_managed_rule" "organization_lower" {
  expect_failure = true
  attrs          = { rule_identifier = "root_account_mfa_enabled" }
}

resource "aws_config_conformance_pack" "pack" {
  attrs = { name = "p", template_s3_uri = null, template_body = "Resources:\n  Rule:\n    Type: AWS::Config::ConfigRule\n    Properties:\n      Source:\n        Owner: AWS\n        SourceIdentifier: ROOT_ACCOUNT_MFA_ENABLED\n" }
}

resource "aws_config_conformance_pack" "pack_json" {
  attrs = { name = "p", template_s3_uri = null, template_body = "{\"Resources\": {\"Rule\": {\"Properties\": {\"Source\": {\"Owner\": \"AWS\", \"SourceIdentifier\": \"ROOT_ACCOUNT_MFA_ENABLED\"}}}}}" }
}

# The template is in S3, where the test knows what it says.
data "aws_s3_object" "template" {
  attrs = { id = "s3://packs/pack.yaml", body = "Resources:\n  Rule:\n    Type: AWS::Config::ConfigRule\n    Properties:\n      Source:\n        Owner: AWS\n        SourceIdentifier: ROOT_ACCOUNT_MFA_ENABLED\n" }
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
  attrs          = { name = "p", template_s3_uri = null, template_body = "Resources:\n  Rule:\n    Type: AWS::Config::ConfigRule\n    Properties:\n      Source:\n        Owner: AWS\n        Comment: ROOT_ACCOUNT_MFA_ENABLED\n" }
}

resource "aws_config_organization_conformance_pack" "organization_pack" {
  attrs = { name = "p", template_s3_uri = null, template_body = "Resources:\n  Rule:\n    Type: AWS::Config::ConfigRule\n    Properties:\n      Source:\n        Owner: AWS\n        SourceIdentifier: ROOT_ACCOUNT_MFA_ENABLED\n" }
}

resource "aws_config_organization_conformance_pack" "organization_pack_null" {
  attrs = { name = "p", template_s3_uri = null, template_body = null }
}

resource "aws_config_organization_conformance_pack" "organization_pack_comment" {
  expect_failure = true
  attrs          = { name = "p", template_s3_uri = null, template_body = "Resources:\n  Rule:\n    Type: AWS::Config::ConfigRule\n    Properties:\n      Source:\n        Owner: AWS\n        Comment: ROOT_ACCOUNT_MFA_ENABLED\n" }
}
