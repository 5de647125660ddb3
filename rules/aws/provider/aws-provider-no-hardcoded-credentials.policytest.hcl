policytest {
  targets = ["aws-provider-no-hardcoded-credentials.policy.hcl"]
}

provider "aws" "environment" {
  attrs = { region = "eu-west-1", access_key = null, secret_key = null, token = null, skip_credentials_validation = null }
}

provider "aws" "missing" {
  attrs = { region = "eu-west-1" }
}

provider "aws" "empty" {
  attrs = { region = "eu-west-1", access_key = "", secret_key = "", token = "" }
}

provider "aws" "both" {
  expect_failure = true
  attrs          = { access_key = "AKIAIOSFODNN7EXAMPLE", secret_key = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY", token = null }
}

provider "aws" "access_key" {
  expect_failure = true
  attrs          = { access_key = "AKIAIOSFODNN7EXAMPLE" }
}

provider "aws" "secret_key" {
  expect_failure = true
  attrs          = { secret_key = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY" }
}

provider "aws" "token" {
  expect_failure = true
  attrs          = { token = "FwoGZXIvYXdzEXAMPLE" }
}

# Not of a key's shape, still a literal.
provider "aws" "odd_shape" {
  expect_failure = true
  attrs          = { access_key = "my-access-key", skip_credentials_validation = false }
}

provider "aws" "emulator" {
  attrs = { access_key = "test", secret_key = "test", skip_credentials_validation = true }
}
