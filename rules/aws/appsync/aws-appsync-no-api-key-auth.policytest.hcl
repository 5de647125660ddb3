policytest {
  targets = ["aws-appsync-no-api-key-auth.policy.hcl"]
}

resource "aws_appsync_graphql_api" "iam" {
  attrs = { authentication_type = "AWS_IAM", additional_authentication_provider = [] }
}

resource "aws_appsync_graphql_api" "two" {
  attrs = { authentication_type = "AWS_IAM", additional_authentication_provider = [{ authentication_type = "OPENID_CONNECT" }] }
}

resource "aws_appsync_graphql_api" "key" {
  expect_failure = true
  attrs          = { authentication_type = "API_KEY", additional_authentication_provider = [] }
}

resource "aws_appsync_graphql_api" "key_too" {
  expect_failure = true
  attrs          = { authentication_type = "AMAZON_COGNITO_USER_POOLS", additional_authentication_provider = [{ authentication_type = "AWS_IAM" }, { authentication_type = "API_KEY" }] }
}

resource "aws_appsync_api" "key" {
  expect_failure = true
  attrs          = { event_config = [{ auth_provider = [{ auth_type = "AWS_IAM" }, { auth_type = "API_KEY" }] }] }
}

resource "aws_appsync_api" "iam" {
  attrs = { event_config = [{ auth_provider = [{ auth_type = "AWS_IAM" }] }] }
}
