policytest {
  targets = ["aws-emr-in-transit-encrypted.policy.hcl"]
}

resource "aws_emr_security_configuration" "on" {
  attrs = { configuration = core::jsonencode({ EncryptionConfiguration = { EnableInTransitEncryption = true } }) }
}

resource "aws_emr_security_configuration" "text" {
  attrs = { configuration = "{\"EncryptionConfiguration\":{\"EnableInTransitEncryption\":true,\"EnableAtRestEncryption\":false}}" }
}

resource "aws_emr_security_configuration" "off" {
  expect_failure = true
  attrs          = { configuration = core::jsonencode({ EncryptionConfiguration = { EnableInTransitEncryption = false } }) }
}

resource "aws_emr_security_configuration" "at_rest_only" {
  expect_failure = true
  attrs          = { configuration = core::jsonencode({ EncryptionConfiguration = { EnableAtRestEncryption = true } }) }
}

resource "aws_emr_security_configuration" "other_topics" {
  expect_failure = true
  attrs          = { configuration = core::jsonencode({ AuthenticationConfiguration = {} }) }
}
