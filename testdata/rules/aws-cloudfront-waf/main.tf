data "aws_wafv2_web_acl" "edge" {
  name  = "edge"
  scope = "CLOUDFRONT"
}

# expect: pass, what is read has an ARN
resource "aws_cloudfront_distribution" "protected" {
  enabled    = true
  web_acl_id = data.aws_wafv2_web_acl.edge.arn
}

# expect: fail
resource "aws_cloudfront_distribution" "open" {
  enabled = true
}
