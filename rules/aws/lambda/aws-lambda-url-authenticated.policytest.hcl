policytest {
  targets = ["aws-lambda-url-authenticated.policy.hcl"]
}

resource "aws_lambda_function_url" "iam" {
  attrs = { authorization_type = "AWS_IAM" }
}

resource "aws_lambda_function_url" "none" {
  expect_failure = true
  attrs          = { authorization_type = "NONE" }
}

resource "aws_lambda_function_url" "null" {
  expect_failure = true
  attrs          = { authorization_type = null }
}
