# expect: undetermined, what the template deploys is in the cloud
resource "aws_config_conformance_pack" "in_s3" {
  name            = "baseline"
  template_s3_uri = "s3://conformance-packs/baseline.yaml"
}

# expect: pass
resource "aws_config_conformance_pack" "here" {
  name          = "root"
  template_body = <<-EOT
    Resources:
      RootMfa:
        Type: AWS::Config::ConfigRule
        Properties:
          ConfigRuleName: root-mfa
          Source:
            Owner: AWS
            SourceIdentifier: ROOT_ACCOUNT_MFA_ENABLED
  EOT
}

# expect: not applicable, it is about something else
resource "aws_config_conformance_pack" "other" {
  name          = "buckets"
  template_body = <<-EOT
    Resources: {}
  EOT
}
