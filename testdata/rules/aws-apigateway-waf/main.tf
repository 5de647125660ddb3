variable "stage_arn" {
  type = string
}

resource "aws_api_gateway_rest_api" "public" {
  name = "public"
}

resource "aws_api_gateway_rest_api" "private" {
  name = "private"

  endpoint_configuration {
    types = ["PRIVATE"]
  }
}

# expect: pass
resource "aws_api_gateway_stage" "protected" {
  rest_api_id   = aws_api_gateway_rest_api.public.id
  deployment_id = "a1b2c3"
  stage_name    = "protected"
}

resource "aws_wafv2_web_acl_association" "protected" {
  resource_arn = aws_api_gateway_stage.protected.arn
  web_acl_arn  = "arn:aws:wafv2:eu-west-1:123456789012:regional/webacl/main/0b7b2a2d"
}

# expect: pass, in each instance of its own
resource "aws_api_gateway_stage" "each" {
  for_each      = toset(["blue", "green"])
  rest_api_id   = aws_api_gateway_rest_api.public.id
  deployment_id = "a1b2c3"
  stage_name    = each.key
}

resource "aws_wafv2_web_acl_association" "each" {
  for_each     = aws_api_gateway_stage.each
  resource_arn = each.value.arn
  web_acl_arn  = "arn:aws:wafv2:eu-west-1:123456789012:regional/webacl/main/0b7b2a2d"
}

# expect: notApplicable, a private API
resource "aws_api_gateway_stage" "inside" {
  rest_api_id   = aws_api_gateway_rest_api.private.id
  deployment_id = "a1b2c3"
  stage_name    = "inside"
}

# expect: undetermined, var.stage_arn may be this one
resource "aws_api_gateway_stage" "maybe" {
  rest_api_id   = aws_api_gateway_rest_api.public.id
  deployment_id = "a1b2c3"
  stage_name    = "maybe"
}

resource "aws_wafv2_web_acl_association" "maybe" {
  resource_arn = var.stage_arn
  web_acl_arn  = "arn:aws:wafv2:eu-west-1:123456789012:regional/webacl/main/0b7b2a2d"
}
