policytest {
  targets = ["aws-mwaa-not-public.policy.hcl"]
}

resource "aws_mwaa_environment" "private" {
  attrs = { webserver_access_mode = "PRIVATE_ONLY" }
}

# Unset is private.
resource "aws_mwaa_environment" "null" {
  attrs = { webserver_access_mode = null }
}

resource "aws_mwaa_environment" "public" {
  expect_failure = true
  attrs          = { webserver_access_mode = "PUBLIC_ONLY" }
}

resource "aws_mwaa_environment" "public_and_private" {
  expect_failure = true
  attrs          = { webserver_access_mode = "PUBLIC_AND_PRIVATE" }
}
