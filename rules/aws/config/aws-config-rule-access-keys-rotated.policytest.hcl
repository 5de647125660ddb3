policytest {
  targets = ["aws-config-rule-access-keys-rotated.policy.hcl"]
}

# AWS takes 90 days when the parameter is not given.
resource "aws_config_config_rule" "no_parameter" {

  attrs = {
    name             = "no_parameter"
    source           = [{ owner = "AWS", source_identifier = "ACCESS_KEYS_ROTATED" }]
    input_parameters = null
  }
}
resource "aws_config_config_rule" "empty_parameters" {

  attrs = {
    name             = "empty_parameters"
    source           = [{ owner = "AWS", source_identifier = "ACCESS_KEYS_ROTATED" }]
    input_parameters = "{}"
  }
}
resource "aws_config_config_rule" "boundary" {

  attrs = {
    name             = "boundary"
    source           = [{ owner = "AWS", source_identifier = "ACCESS_KEYS_ROTATED" }]
    input_parameters = "{\"maxAccessKeyAge\":\"90\"}"
  }
}
resource "aws_config_config_rule" "number" {

  attrs = {
    name             = "number"
    source           = [{ owner = "AWS", source_identifier = "ACCESS_KEYS_ROTATED" }]
    input_parameters = "{\"maxAccessKeyAge\":90}"
  }
}
resource "aws_config_config_rule" "stricter" {

  attrs = {
    name             = "stricter"
    source           = [{ owner = "AWS", source_identifier = "ACCESS_KEYS_ROTATED" }]
    input_parameters = "{\"maxAccessKeyAge\":\"45\"}"
  }
}
# Not this rule: not judged.
resource "aws_config_config_rule" "other_rule" {

  attrs = {
    name             = "other_rule"
    source           = [{ owner = "AWS", source_identifier = "ROOT_ACCOUNT_MFA_ENABLED" }]
    input_parameters = "{\"maxAccessKeyAge\":\"365\"}"
  }
}
resource "aws_config_config_rule" "custom_rule" {

  attrs = {
    name             = "custom_rule"
    source           = [{ owner = "CUSTOM_POLICY", source_identifier = null }]
    input_parameters = null
  }
}
resource "aws_config_config_rule" "above" {
  expect_failure = true
  attrs = {
    name             = "above"
    source           = [{ owner = "AWS", source_identifier = "ACCESS_KEYS_ROTATED" }]
    input_parameters = "{\"maxAccessKeyAge\":\"91\"}"
  }
}
resource "aws_config_config_rule" "above_number" {
  expect_failure = true
  attrs = {
    name             = "above_number"
    source           = [{ owner = "AWS", source_identifier = "ACCESS_KEYS_ROTATED" }]
    input_parameters = "{\"maxAccessKeyAge\":180}"
  }
}
resource "aws_config_config_rule" "no_number" {
  expect_failure = true
  attrs = {
    name             = "no_number"
    source           = [{ owner = "AWS", source_identifier = "ACCESS_KEYS_ROTATED" }]
    input_parameters = "{\"maxAccessKeyAge\":\"ninety\"}"
  }
}

resource "aws_config_config_rule" "looser_input" {
  inputs {
    aws-config-rule-access-keys-rotated-days = 180
  }

  attrs = {
    name             = "looser"
    source           = [{ owner = "AWS", source_identifier = "ACCESS_KEYS_ROTATED" }]
    input_parameters = "{\"maxAccessKeyAge\":180}"
  }
}

resource "aws_config_organization_managed_rule" "organization" {

  attrs = { name = "organization", rule_identifier = "ACCESS_KEYS_ROTATED", input_parameters = null }
}

resource "aws_config_organization_managed_rule" "organization_other" {

  attrs = { name = "organization_other", rule_identifier = "ROOT_ACCOUNT_MFA_ENABLED", input_parameters = "{\"maxAccessKeyAge\":365}" }
}

resource "aws_config_organization_managed_rule" "organization_above" {
  expect_failure = true
  attrs          = { name = "organization_above", rule_identifier = "ACCESS_KEYS_ROTATED", input_parameters = "{\"maxAccessKeyAge\":\"120\"}" }
}

resource "aws_config_conformance_pack" "pack" {

  attrs = {
    name            = "pack"
    input_parameter = []
    template_s3_uri = null
    template_body   = <<-EOT
    Resources:
      Rule:
        Type: AWS::Config::ConfigRule
        Properties:
          ConfigRuleName: access-keys-rotated
          InputParameters:
            maxAccessKeyAge: "90"
          Source:
            Owner: AWS
            SourceIdentifier: ACCESS_KEYS_ROTATED
  EOT
  }
}

resource "aws_config_conformance_pack" "pack_parameter" {

  attrs = {
    name            = "pack_parameter"
    input_parameter = []
    template_s3_uri = null
    template_body   = <<-EOT
    Parameters:
      ParamMaxAccessKeyAge:
        Default: '90'
        Type: String
    Resources:
      Rule:
        Type: AWS::Config::ConfigRule
        Properties:
          ConfigRuleName: access-keys-rotated
          InputParameters:
            maxAccessKeyAge:
              Ref: ParamMaxAccessKeyAge
          Source:
            Owner: AWS
            SourceIdentifier: ACCESS_KEYS_ROTATED
  EOT
  }
}

# The pack's own default is not used.
resource "aws_config_conformance_pack" "pack_parameter_lowered" {

  attrs = {
    name            = "pack_parameter_lowered"
    input_parameter = [{ parameter_name = "ParamMaxAccessKeyAge", parameter_value = "60" }]
    template_s3_uri = null
    template_body   = <<-EOT
    Parameters:
      ParamMaxAccessKeyAge:
        Default: '365'
        Type: String
    Resources:
      Rule:
        Type: AWS::Config::ConfigRule
        Properties:
          ConfigRuleName: access-keys-rotated
          InputParameters:
            maxAccessKeyAge:
              Ref: ParamMaxAccessKeyAge
          Source:
            Owner: AWS
            SourceIdentifier: ACCESS_KEYS_ROTATED
  EOT
  }
}

# The template is in S3, where the test knows what it says.
data "aws_s3_object" "template" {
  attrs = { id = "s3://packs/pack.yaml", body = "Resources:\n  Rule:\n    Type: AWS::Config::ConfigRule\n    Properties:\n      Source:\n        Owner: AWS\n        SourceIdentifier: ACCESS_KEYS_ROTATED\n" }
}

data "aws_s3_object" "template_without" {
  attrs = { id = "s3://packs/without.yaml", body = "InputParameters: { maxAccessKeyAge: 400 }" }
}

resource "aws_config_conformance_pack" "pack_elsewhere" {
  attrs = { name = "p", input_parameter = [], template_body = null, template_s3_uri = "s3://packs/pack.yaml" }
}

resource "aws_config_conformance_pack" "pack_elsewhere_without" {
  expect_failure = true
  attrs          = { name = "p", input_parameter = [], template_body = null, template_s3_uri = "s3://packs/without.yaml" }
}

resource "aws_config_conformance_pack" "pack_other" {

  attrs = {
    name            = "pack_other"
    input_parameter = []
    template_s3_uri = null
    template_body   = "Resources: {}"
  }
}

resource "aws_config_conformance_pack" "pack_above" {
  expect_failure = true
  attrs = {
    name            = "pack_above"
    input_parameter = []
    template_s3_uri = null
    template_body   = <<-EOT
    Resources:
      Rule:
        Type: AWS::Config::ConfigRule
        Properties:
          ConfigRuleName: access-keys-rotated
          InputParameters:
            maxAccessKeyAge: "120"
          Source:
            Owner: AWS
            SourceIdentifier: ACCESS_KEYS_ROTATED
  EOT
  }
}

resource "aws_config_conformance_pack" "pack_parameter_above" {
  expect_failure = true
  attrs = {
    name            = "pack_parameter_above"
    input_parameter = []
    template_s3_uri = null
    template_body   = <<-EOT
    Parameters:
      ParamMaxAccessKeyAge:
        Default: '120'
        Type: String
    Resources:
      Rule:
        Type: AWS::Config::ConfigRule
        Properties:
          ConfigRuleName: access-keys-rotated
          InputParameters:
            maxAccessKeyAge:
              Ref: ParamMaxAccessKeyAge
          Source:
            Owner: AWS
            SourceIdentifier: ACCESS_KEYS_ROTATED
  EOT
  }
}

resource "aws_config_conformance_pack" "pack_parameter_raised" {
  expect_failure = true
  attrs = {
    name            = "pack_parameter_raised"
    input_parameter = [{ parameter_name = "ParamMaxAccessKeyAge", parameter_value = "365" }]
    template_s3_uri = null
    template_body   = <<-EOT
    Parameters:
      ParamMaxAccessKeyAge:
        Default: '90'
        Type: String
    Resources:
      Rule:
        Type: AWS::Config::ConfigRule
        Properties:
          ConfigRuleName: access-keys-rotated
          InputParameters:
            maxAccessKeyAge:
              Ref: ParamMaxAccessKeyAge
          Source:
            Owner: AWS
            SourceIdentifier: ACCESS_KEYS_ROTATED
  EOT
  }
}

resource "aws_config_organization_conformance_pack" "organization_pack" {

  attrs = {
    name            = "organization_pack"
    input_parameter = []
    template_s3_uri = null
    template_body   = <<-EOT
    Resources:
      Rule:
        Type: AWS::Config::ConfigRule
        Properties:
          ConfigRuleName: access-keys-rotated
          InputParameters:
            maxAccessKeyAge: "90"
          Source:
            Owner: AWS
            SourceIdentifier: ACCESS_KEYS_ROTATED
  EOT
  }
}

resource "aws_config_organization_conformance_pack" "organization_pack_above" {
  expect_failure = true
  attrs = {
    name            = "organization_pack_above"
    input_parameter = []
    template_s3_uri = null
    template_body   = <<-EOT
    Resources:
      Rule:
        Type: AWS::Config::ConfigRule
        Properties:
          ConfigRuleName: access-keys-rotated
          InputParameters:
            maxAccessKeyAge: "120"
          Source:
            Owner: AWS
            SourceIdentifier: ACCESS_KEYS_ROTATED
  EOT
  }
}
