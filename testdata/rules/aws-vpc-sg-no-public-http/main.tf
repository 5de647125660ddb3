# A public port 80 is for load balancers that redirect to HTTPS. The comment above a resource says what is expected of it.

variable "http_action" {
  description = "Never set here, so unknown."
  type        = string
}

locals {
  subnets = ["subnet-0a1b2c3d4e5f60001", "subnet-0a1b2c3d4e5f60002"]
}

# expect: pass, its load balancer redirects.
resource "aws_security_group" "redirects" {
  name = "redirects"

  ingress {
    protocol    = "tcp"
    from_port   = 80
    to_port     = 80
    cidr_blocks = ["0.0.0.0/0"]
  }
}

resource "aws_lb" "redirects" {
  name            = "redirects"
  subnets         = local.subnets
  security_groups = [aws_security_group.redirects.id, aws_security_group.rules_apart.id]
}

resource "aws_lb_listener" "redirects" {
  load_balancer_arn = aws_lb.redirects.arn
  port              = 80

  default_action {
    type = "redirect"

    redirect {
      protocol    = "HTTPS"
      port        = "443"
      status_code = "HTTP_301"
    }
  }
}

# expect: pass, no rules inside.
resource "aws_security_group" "rules_apart" {
  name = "rules-apart"
}

# expect: pass, the group is one of the redirecting load balancer's.
resource "aws_vpc_security_group_ingress_rule" "rules_apart" {
  security_group_id = aws_security_group.rules_apart.id
  ip_protocol       = "tcp"
  from_port         = 80
  to_port           = 80
  cidr_ipv6         = "::/0"
}

# expect: fail, its load balancer, under the type's other name, forwards.
resource "aws_security_group" "forwards" {
  name = "forwards"

  ingress {
    protocol    = "tcp"
    from_port   = 80
    to_port     = 80
    cidr_blocks = ["0.0.0.0/0"]
  }
}

resource "aws_alb" "forwards" {
  name            = "forwards"
  subnets         = local.subnets
  security_groups = [aws_security_group.forwards.id]
}

resource "aws_alb_listener" "forwards" {
  load_balancer_arn = aws_alb.forwards.arn
  port              = 80

  default_action {
    type             = "forward"
    target_group_arn = "arn:aws:elasticloadbalancing:eu-central-1:111122223333:targetgroup/web/0123456789abcdef"
  }
}

# expect: fail, the redirect keeps the protocol.
resource "aws_security_group_rule" "keeps_protocol" {
  type              = "ingress"
  security_group_id = aws_security_group.keeps_protocol.id
  protocol          = "tcp"
  from_port         = 80
  to_port           = 80
  cidr_blocks       = ["0.0.0.0/0"]
}

# expect: pass, no rules inside.
resource "aws_security_group" "keeps_protocol" {
  name = "keeps-protocol"
}

resource "aws_lb" "keeps_protocol" {
  name            = "keeps-protocol"
  subnets         = local.subnets
  security_groups = [aws_security_group.keeps_protocol.id]
}

resource "aws_lb_listener" "keeps_protocol" {
  load_balancer_arn = aws_lb.keeps_protocol.arn
  port              = 80

  default_action {
    type = "redirect"

    redirect {
      host        = "www.example.com"
      status_code = "HTTP_301"
    }
  }
}

# expect: undetermined, the action of its listener is not known.
resource "aws_vpc_security_group_ingress_rule" "unknown_action" {
  security_group_id = aws_security_group.unknown_action.id
  ip_protocol       = "tcp"
  from_port         = 80
  to_port           = 80
  cidr_ipv4         = "0.0.0.0/0"
}

# expect: pass, no rules inside.
resource "aws_security_group" "unknown_action" {
  name = "unknown-action"
}

resource "aws_lb" "unknown_action" {
  name            = "unknown-action"
  subnets         = local.subnets
  security_groups = [aws_security_group.unknown_action.id]
}

resource "aws_lb_listener" "unknown_action" {
  load_balancer_arn = aws_lb.unknown_action.arn
  port              = 80

  default_action {
    type             = var.http_action
    target_group_arn = "arn:aws:elasticloadbalancing:eu-central-1:111122223333:targetgroup/web/0123456789abcdef"

    redirect {
      protocol    = "HTTPS"
      status_code = "HTTP_301"
    }
  }
}

# expect: pass, only 443 is public.
resource "aws_security_group" "https_only" {
  name = "https-only"

  ingress {
    protocol    = "tcp"
    from_port   = 443
    to_port     = 443
    cidr_blocks = ["0.0.0.0/0"]
  }
}

data "aws_availability_zones" "here" {}

# expect: fail, no listener redirects
resource "aws_security_group" "unknown_forward" {
  name = "unknown_forward"

  ingress {
    protocol    = "tcp"
    from_port   = 80
    to_port     = 80
    cidr_blocks = ["0.0.0.0/0"]
  }
}

resource "aws_lb" "unknown_forward" {
  name            = "unknown_forward"
  security_groups = [aws_security_group.unknown_forward.id]
}

resource "aws_lb_listener" "unknown_forward" {
  count             = length(data.aws_availability_zones.here.names)
  load_balancer_arn = aws_lb.unknown_forward.arn
  port              = 80
  protocol          = "HTTP"

  default_action {
    type             = "forward"
    target_group_arn = "arn:aws:elasticloadbalancing:eu-west-1:123456789012:targetgroup/shop/1"
  }
}

# expect: undetermined, whether the listener is made
resource "aws_security_group" "unknown_redirect" {
  name = "unknown_redirect"

  ingress {
    protocol    = "tcp"
    from_port   = 80
    to_port     = 80
    cidr_blocks = ["0.0.0.0/0"]
  }
}

resource "aws_lb" "unknown_redirect" {
  name            = "unknown_redirect"
  security_groups = [aws_security_group.unknown_redirect.id]
}

resource "aws_lb_listener" "unknown_redirect" {
  count             = length(data.aws_availability_zones.here.names)
  load_balancer_arn = aws_lb.unknown_redirect.arn
  port              = 80
  protocol          = "HTTP"

  default_action {
    type = "redirect"

    redirect {
      protocol    = "HTTPS"
      status_code = "HTTP_301"
    }
  }
}
