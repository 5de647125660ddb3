variable "visibility" {
  type = string
}

# expect: pass
resource "aws_appsync_graphql_api" "protected" {
  name                = "protected"
  authentication_type = "AWS_IAM"
}

resource "aws_wafv2_web_acl_association" "protected" {
  resource_arn = aws_appsync_graphql_api.protected.arn
  web_acl_arn  = "arn:aws:wafv2:eu-west-1:123456789012:regional/webacl/main/0b7b2a2d"
}

# expect: fail, the association is of the other API
resource "aws_appsync_graphql_api" "bare" {
  name                = "bare"
  authentication_type = "AWS_IAM"
}

# expect: notApplicable
resource "aws_appsync_graphql_api" "private" {
  name                = "private"
  authentication_type = "AWS_IAM"
  visibility          = "PRIVATE"
}

# expect: undetermined, var.visibility
resource "aws_appsync_graphql_api" "variable" {
  name                = "variable"
  authentication_type = "AWS_IAM"
  visibility          = var.visibility
}
