variable "protocol" {
  type = string
}

resource "aws_lb" "web" {
  name    = "web"
  subnets = ["subnet-1", "subnet-2"]
}

resource "aws_lb" "gateway" {
  name               = "gateway"
  load_balancer_type = "gateway"
  subnets            = ["subnet-1"]
}

# expect: fail, HTTP where nothing is said
resource "aws_lb_listener" "unset" {
  load_balancer_arn = aws_lb.web.arn
  port              = 80

  default_action {
    type             = "forward"
    target_group_arn = "arn:aws:elasticloadbalancing:eu-west-1:123456789012:targetgroup/web/1"
  }
}

# expect: not applicable, a gateway load balancer takes everything
resource "aws_lb_listener" "gateway" {
  load_balancer_arn = aws_lb.gateway.arn

  default_action {
    type             = "forward"
    target_group_arn = "arn:aws:elasticloadbalancing:eu-west-1:123456789012:targetgroup/gateway/1"
  }
}

# expect: undetermined, var.protocol
resource "aws_lb_listener" "variable" {
  load_balancer_arn = aws_lb.web.arn
  port              = 8080
  protocol          = var.protocol

  default_action {
    type             = "forward"
    target_group_arn = "arn:aws:elasticloadbalancing:eu-west-1:123456789012:targetgroup/web/1"
  }
}

# expect: undetermined, HTTPS or a redirect to var.protocol
resource "aws_lb_listener" "redirect" {
  load_balancer_arn = aws_lb.web.arn
  port              = 80
  protocol          = "HTTP"

  default_action {
    type = "redirect"

    redirect {
      protocol    = var.protocol
      status_code = "HTTP_301"
    }
  }
}

# expect: fail, the protocol stays what it is
resource "aws_alb_listener" "same_protocol" {
  load_balancer_arn = aws_lb.web.arn
  port              = 80
  protocol          = "HTTP"

  default_action {
    type = "redirect"

    redirect {
      port        = "8080"
      status_code = "HTTP_301"
    }
  }
}
