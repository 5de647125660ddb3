locals {
  soc2_aws_vpc_sg_no_public_http = {
    title    = "Security groups open plain HTTP to the internet only for redirects"
    severity = "low"
    preset   = "strict"
    since    = "0.1.0"
    criteria = [
      { id = "CC6.7", strength = "partial", not_shown = "Whether the HTTPS side uses a current TLS policy and a valid certificate." },
      { id = "CC6.6", strength = "partial", not_shown = "Whether groups outside this configuration open port 80, and whether listener rules serve content beside the redirect." },
    ]
    description = "Whatever is served over plain HTTP can be read and changed on the way. An auditor accepts a public port 80 for one purpose: a load balancer that sends every visitor on to HTTPS."
    remediation = {
      text   = "Serve HTTPS on port 443, and open port 80 only on a load balancer whose port 80 listener redirects to HTTPS."
      before = <<-EOT
        resource "aws_security_group" "web" {
          name = "web"
        }

        resource "aws_vpc_security_group_ingress_rule" "http" {
          security_group_id = aws_security_group.web.id
          cidr_ipv4         = "0.0.0.0/0"
          ip_protocol       = "tcp"
          from_port         = 80
          to_port           = 80
        }

        resource "aws_lb" "web" {
          name            = "web"
          subnets         = ["subnet-0a1b2c3d4e5f60001", "subnet-0a1b2c3d4e5f60002"]
          security_groups = [aws_security_group.web.id]
        }

        resource "aws_lb_target_group" "web" {
          name     = "web"
          port     = 8080
          protocol = "HTTP"
          vpc_id   = "vpc-0a1b2c3d4e5f60003"
        }

        resource "aws_lb_listener" "http" {
          load_balancer_arn = aws_lb.web.arn
          port              = 80
          protocol          = "HTTP"

          default_action {
            type             = "forward"
            target_group_arn = aws_lb_target_group.web.arn
          }
        }
      EOT
      after  = <<-EOT
        resource "aws_security_group" "web" {
          name = "web"
        }

        resource "aws_vpc_security_group_ingress_rule" "http" {
          security_group_id = aws_security_group.web.id
          cidr_ipv4         = "0.0.0.0/0"
          ip_protocol       = "tcp"
          from_port         = 80
          to_port           = 80
        }

        resource "aws_lb" "web" {
          name            = "web"
          subnets         = ["subnet-0a1b2c3d4e5f60001", "subnet-0a1b2c3d4e5f60002"]
          security_groups = [aws_security_group.web.id]
        }

        resource "aws_lb_listener" "http" {
          load_balancer_arn = aws_lb.web.arn
          port              = 80
          protocol          = "HTTP"

          default_action {
            type = "redirect"

            redirect {
              protocol    = "HTTPS"
              port        = "443"
              status_code = "HTTP_301"
            }
          }
        }
      EOT
    }
    references = [
      "https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html",
      "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-listeners.html",
      "https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/lb_listener",
    ]
  }
}

policy {
  required_providers {
    aws = { source = "hashicorp/aws", version = ">= 5.0.0, < 7.0.0" }
  }
}

resource_policy "aws_security_group" "no_public_http" {
  locals {
    open   = [for rule in core::try(attrs.ingress, [])[*] : rule if plugin::soc2::opens_ports(rule, ["tcp/80"])]
    ranges = plugin::soc2::listed([for rule in local.open : plugin::soc2::public_ranges(rule)])

    # Load balancers that use the group, and their listeners on port 80; a list for either name of the types.
    balancers = [
      [for lb in core::getresources("aws_lb", {}) : lb.arn if core::contains(core::try(lb.security_groups, [])[*], attrs.id)],
      [for lb in core::getresources("aws_alb", {}) : lb.arn if core::contains(core::try(lb.security_groups, [])[*], attrs.id)],
    ]
    listeners = [
      [for l in core::getresources("aws_lb_listener", {}) : l if core::try(l.port, null) == 80 && core::anytrue([for arns in local.balancers : core::contains(arns, l.load_balancer_arn)])],
      [for l in core::getresources("aws_alb_listener", {}) : l if core::try(l.port, null) == 80 && core::anytrue([for arns in local.balancers : core::contains(arns, l.load_balancer_arn)])],
    ]
    some       = core::anytrue([for listeners in local.listeners : core::length([for l in listeners : l if core::anytrue([for action in core::try(l.default_action, [])[*] : action.type == "redirect" && core::try(action.redirect[0].protocol, "") == "HTTPS"])]) > 0])
    all        = core::alltrue([for listeners in local.listeners : core::alltrue([for l in listeners : core::anytrue([for action in core::try(l.default_action, [])[*] : action.type == "redirect" && core::try(action.redirect[0].protocol, "") == "HTTPS"])])])
    redirected = local.some && local.all
  }

  enforce {
    condition     = core::length(local.open) == 0 || local.redirected
    error_message = "An ingress rule opens plain HTTP (tcp/80) to ${local.ranges}; serve HTTPS on 443, and keep port 80 only for a load balancer whose listener redirects to HTTPS."
  }
}

resource_policy "aws_default_security_group" "no_public_http" {
  locals {
    open   = [for rule in core::try(attrs.ingress, [])[*] : rule if plugin::soc2::opens_ports(rule, ["tcp/80"])]
    ranges = plugin::soc2::listed([for rule in local.open : plugin::soc2::public_ranges(rule)])

    # Load balancers that use the group, and their listeners on port 80; a list for either name of the types.
    balancers = [
      [for lb in core::getresources("aws_lb", {}) : lb.arn if core::contains(core::try(lb.security_groups, [])[*], attrs.id)],
      [for lb in core::getresources("aws_alb", {}) : lb.arn if core::contains(core::try(lb.security_groups, [])[*], attrs.id)],
    ]
    listeners = [
      [for l in core::getresources("aws_lb_listener", {}) : l if core::try(l.port, null) == 80 && core::anytrue([for arns in local.balancers : core::contains(arns, l.load_balancer_arn)])],
      [for l in core::getresources("aws_alb_listener", {}) : l if core::try(l.port, null) == 80 && core::anytrue([for arns in local.balancers : core::contains(arns, l.load_balancer_arn)])],
    ]
    some       = core::anytrue([for listeners in local.listeners : core::length([for l in listeners : l if core::anytrue([for action in core::try(l.default_action, [])[*] : action.type == "redirect" && core::try(action.redirect[0].protocol, "") == "HTTPS"])]) > 0])
    all        = core::alltrue([for listeners in local.listeners : core::alltrue([for l in listeners : core::anytrue([for action in core::try(l.default_action, [])[*] : action.type == "redirect" && core::try(action.redirect[0].protocol, "") == "HTTPS"])])])
    redirected = local.some && local.all
  }

  enforce {
    condition     = core::length(local.open) == 0 || local.redirected
    error_message = "An ingress rule opens plain HTTP (tcp/80) to ${local.ranges}; serve HTTPS on 443, and keep port 80 only for a load balancer whose listener redirects to HTTPS."
  }
}

resource_policy "aws_security_group_rule" "no_public_http" {
  filter = attrs.type == "ingress"

  locals {
    ranges = plugin::soc2::listed(plugin::soc2::public_ranges(attrs))

    # Load balancers that use the group, and their listeners on port 80; a list for either name of the types.
    balancers = [
      [for lb in core::getresources("aws_lb", {}) : lb.arn if core::contains(core::try(lb.security_groups, [])[*], attrs.security_group_id)],
      [for lb in core::getresources("aws_alb", {}) : lb.arn if core::contains(core::try(lb.security_groups, [])[*], attrs.security_group_id)],
    ]
    listeners = [
      [for l in core::getresources("aws_lb_listener", {}) : l if core::try(l.port, null) == 80 && core::anytrue([for arns in local.balancers : core::contains(arns, l.load_balancer_arn)])],
      [for l in core::getresources("aws_alb_listener", {}) : l if core::try(l.port, null) == 80 && core::anytrue([for arns in local.balancers : core::contains(arns, l.load_balancer_arn)])],
    ]
    some       = core::anytrue([for listeners in local.listeners : core::length([for l in listeners : l if core::anytrue([for action in core::try(l.default_action, [])[*] : action.type == "redirect" && core::try(action.redirect[0].protocol, "") == "HTTPS"])]) > 0])
    all        = core::alltrue([for listeners in local.listeners : core::alltrue([for l in listeners : core::anytrue([for action in core::try(l.default_action, [])[*] : action.type == "redirect" && core::try(action.redirect[0].protocol, "") == "HTTPS"])])])
    redirected = local.some && local.all
  }

  enforce {
    condition     = !plugin::soc2::opens_ports(attrs, ["tcp/80"]) || local.redirected
    error_message = "The rule opens plain HTTP (tcp/80) to ${local.ranges}; serve HTTPS on 443, and keep port 80 only for a load balancer whose listener redirects to HTTPS."
  }
}

resource_policy "aws_vpc_security_group_ingress_rule" "no_public_http" {
  locals {
    ranges = plugin::soc2::listed(plugin::soc2::public_ranges(attrs))

    # Load balancers that use the group, and their listeners on port 80; a list for either name of the types.
    balancers = [
      [for lb in core::getresources("aws_lb", {}) : lb.arn if core::contains(core::try(lb.security_groups, [])[*], attrs.security_group_id)],
      [for lb in core::getresources("aws_alb", {}) : lb.arn if core::contains(core::try(lb.security_groups, [])[*], attrs.security_group_id)],
    ]
    listeners = [
      [for l in core::getresources("aws_lb_listener", {}) : l if core::try(l.port, null) == 80 && core::anytrue([for arns in local.balancers : core::contains(arns, l.load_balancer_arn)])],
      [for l in core::getresources("aws_alb_listener", {}) : l if core::try(l.port, null) == 80 && core::anytrue([for arns in local.balancers : core::contains(arns, l.load_balancer_arn)])],
    ]
    some       = core::anytrue([for listeners in local.listeners : core::length([for l in listeners : l if core::anytrue([for action in core::try(l.default_action, [])[*] : action.type == "redirect" && core::try(action.redirect[0].protocol, "") == "HTTPS"])]) > 0])
    all        = core::alltrue([for listeners in local.listeners : core::alltrue([for l in listeners : core::anytrue([for action in core::try(l.default_action, [])[*] : action.type == "redirect" && core::try(action.redirect[0].protocol, "") == "HTTPS"])])])
    redirected = local.some && local.all
  }

  enforce {
    condition     = !plugin::soc2::opens_ports(attrs, ["tcp/80"]) || local.redirected
    error_message = "The rule opens plain HTTP (tcp/80) to ${local.ranges}; serve HTTPS on 443, and keep port 80 only for a load balancer whose listener redirects to HTTPS."
  }
}
