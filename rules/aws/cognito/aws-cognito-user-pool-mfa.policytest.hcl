policytest {
  targets = ["aws-cognito-user-pool-mfa.policy.hcl"]
}

resource "aws_cognito_user_pool" "token" {
  attrs = { mfa_configuration = "ON", software_token_mfa_configuration = [{ enabled = true }], sms_configuration = [], email_mfa_configuration = [], sign_in_policy = [] }
}

resource "aws_cognito_user_pool" "sms" {
  attrs = { mfa_configuration = "ON", software_token_mfa_configuration = [], sms_configuration = [{ external_id = "x", sns_caller_arn = "arn:role" }], email_mfa_configuration = [], sign_in_policy = [] }
}

resource "aws_cognito_user_pool" "email" {
  attrs = { mfa_configuration = "ON", software_token_mfa_configuration = [], sms_configuration = [], email_mfa_configuration = [{ message = null, subject = null }], sign_in_policy = [] }
}

resource "aws_cognito_user_pool" "passkeys" {
  attrs = { mfa_configuration = "OFF", software_token_mfa_configuration = [], sms_configuration = [], email_mfa_configuration = [], sign_in_policy = [{ allowed_first_auth_factors = ["WEB_AUTHN"] }] }
}

resource "aws_cognito_user_pool" "with_policy" {
  attrs = { mfa_configuration = "ON", software_token_mfa_configuration = [{ enabled = true }], sms_configuration = [], email_mfa_configuration = [], sign_in_policy = [{ allowed_first_auth_factors = ["PASSWORD"] }] }
}

resource "aws_cognito_user_pool" "optional" {
  expect_failure = true
  attrs          = { mfa_configuration = "OPTIONAL", software_token_mfa_configuration = [{ enabled = true }], sms_configuration = [], email_mfa_configuration = [], sign_in_policy = [] }
}

resource "aws_cognito_user_pool" "off" {
  expect_failure = true
  attrs          = { mfa_configuration = "OFF", software_token_mfa_configuration = [{ enabled = true }], sms_configuration = [], email_mfa_configuration = [], sign_in_policy = [] }
}

resource "aws_cognito_user_pool" "null" {
  expect_failure = true
  attrs          = { mfa_configuration = null, software_token_mfa_configuration = [], sms_configuration = [], email_mfa_configuration = [], sign_in_policy = [] }
}

resource "aws_cognito_user_pool" "no_method" {
  expect_failure = true
  attrs          = { mfa_configuration = "ON", software_token_mfa_configuration = [], sms_configuration = [], email_mfa_configuration = [], sign_in_policy = [] }
}

resource "aws_cognito_user_pool" "method_off" {
  expect_failure = true
  attrs          = { mfa_configuration = "ON", software_token_mfa_configuration = [{ enabled = false }], sms_configuration = [], email_mfa_configuration = [], sign_in_policy = [] }
}

resource "aws_cognito_user_pool" "password_and_passkeys" {
  expect_failure = true
  attrs          = { mfa_configuration = "OFF", software_token_mfa_configuration = [], sms_configuration = [], email_mfa_configuration = [], sign_in_policy = [{ allowed_first_auth_factors = ["PASSWORD", "WEB_AUTHN"] }] }
}

# An older provider knows neither email nor sign-in policies.
resource "aws_cognito_user_pool" "provider_5" {
  attrs = { mfa_configuration = "ON", software_token_mfa_configuration = [{ enabled = true }], sms_configuration = [] }
}
