locals {
  public = { web = "web", shop = "shop" }
}

resource "aws_wafv2_web_acl" "main" {
  name  = "main"
  scope = "REGIONAL"

  default_action {
    allow {}
  }

  visibility_config {
    cloudwatch_metrics_enabled = true
    metric_name                = "main"
    sampled_requests_enabled   = true
  }
}

# expect: pass, every instance has an association
resource "aws_lb" "each" {
  for_each = local.public
  name     = each.value
  subnets  = ["subnet-1", "subnet-2"]
}

resource "aws_wafv2_web_acl_association" "each" {
  for_each     = aws_lb.each
  resource_arn = each.value.arn
  web_acl_arn  = aws_wafv2_web_acl.main.arn
}

# expect: fail, the association is of another load balancer
resource "aws_alb" "none" {
  name    = "none"
  subnets = ["subnet-1", "subnet-2"]
}

# expect: not applicable
resource "aws_lb" "internal" {
  name     = "internal"
  internal = true
  subnets  = ["subnet-1", "subnet-2"]
}

# expect: not applicable
resource "aws_lb" "network" {
  name               = "network"
  load_balancer_type = "network"
  subnets            = ["subnet-1", "subnet-2"]
}
