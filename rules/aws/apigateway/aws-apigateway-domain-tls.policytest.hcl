policytest {
  targets = ["aws-apigateway-domain-tls.policy.hcl"]
}

resource "aws_api_gateway_domain_name" "tls12" {
  attrs = { security_policy = "TLS_1_2" }
}

resource "aws_api_gateway_domain_name" "enhanced_12" {
  attrs = { security_policy = "SecurityPolicy_TLS12_2018_EDGE" }
}

resource "aws_api_gateway_domain_name" "enhanced_13" {
  attrs = { security_policy = "SecurityPolicy_TLS13_1_3_2025_09" }
}

resource "aws_api_gateway_domain_name" "tls10" {
  expect_failure = true
  attrs          = { security_policy = "TLS_1_0" }
}

# What AWS takes then depends on the kind of endpoint.
resource "aws_api_gateway_domain_name" "null" {
  expect_failure = true
  attrs          = { security_policy = null }
}

resource "aws_api_gateway_domain_name" "enhanced_10" {
  expect_failure = true
  attrs          = { security_policy = "SecurityPolicy_TLS10_2016" }
}

resource "aws_apigatewayv2_domain_name" "v2_tls12" {
  attrs = { domain_name_configuration = [{ security_policy = "TLS_1_2" }] }
}

resource "aws_apigatewayv2_domain_name" "v2_null" {
  expect_failure = true
  attrs          = { domain_name_configuration = [{ security_policy = null }] }
}

resource "aws_apigatewayv2_domain_name" "v2_tls10" {
  expect_failure = true
  attrs          = { domain_name_configuration = [{ security_policy = "TLS_1_0" }] }
}
