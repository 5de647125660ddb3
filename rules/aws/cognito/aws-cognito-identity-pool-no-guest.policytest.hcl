policytest {
  targets = ["aws-cognito-identity-pool-no-guest.policy.hcl"]
}

resource "aws_cognito_identity_pool" "off" {
  attrs = { allow_unauthenticated_identities = false }
}

# Unset is off.
resource "aws_cognito_identity_pool" "null" {
  attrs = { allow_unauthenticated_identities = null }
}

resource "aws_cognito_identity_pool" "on" {
  expect_failure = true
  attrs          = { allow_unauthenticated_identities = true }
}
