policytest {
  targets = ["aws-redshift-transit-encrypted.policy.hcl"]
}

resource "aws_redshift_parameter_group" "on" {
  attrs = { parameter = [{ name = "require_ssl", value = "true" }] }
}

resource "aws_redshift_parameter_group" "capitals" {
  attrs = { parameter = [{ name = "REQUIRE_SSL", value = "True" }] }
}

resource "aws_redshift_parameter_group" "off" {
  expect_failure = true
  attrs          = { parameter = [{ name = "require_ssl", value = "false" }] }
}

resource "aws_redshift_parameter_group" "absent" {
  expect_failure = true
  attrs          = { parameter = [] }
}

resource "aws_redshift_parameter_group" "others" {
  expect_failure = true
  attrs          = { parameter = [{ name = "enable_user_activity_logging", value = "true" }] }
}

resource "aws_redshiftserverless_workgroup" "on" {
  attrs = { config_parameter = [{ parameter_key = "require_ssl", parameter_value = "true" }] }
}

# New workgroups require TLS.
resource "aws_redshiftserverless_workgroup" "absent" {
  attrs = { config_parameter = [] }
}

resource "aws_redshiftserverless_workgroup" "off" {
  expect_failure = true
  attrs          = { config_parameter = [{ parameter_key = "require_ssl", parameter_value = "false" }] }
}
