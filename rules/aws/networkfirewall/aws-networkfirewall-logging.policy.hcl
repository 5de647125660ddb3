locals {
  soc2_aws_networkfirewall_logging = {
    title    = "Network firewalls log alerts and flows"
    severity = "medium"
    preset   = "default"
    since    = "0.1.0"
    criteria = [
      { id = "CC7.2", strength = "supports", not_shown = "Whether anybody looks at the logs." },
      { id = "CC6.6", strength = "partial", not_shown = "What the rules of the firewall let pass." },
    ]
    description = "A firewall without logs stops attacks that nobody hears of and gives no evidence that it stopped anything. Logging is a resource of its own and easily forgotten."
    remediation = {
      text   = "Add an `aws_networkfirewall_logging_configuration` for the firewall with at least one `log_destination_config`."
      before = <<-EOT
        resource "aws_networkfirewall_firewall" "main" {
          name                = "main"
          firewall_policy_arn = "arn:aws:network-firewall:eu-west-1:123456789012:firewall-policy/main"
          vpc_id              = "vpc-0123456789abcdef0"

          subnet_mapping {
            subnet_id = "subnet-0123456789abcdef0"
          }
        }
      EOT
      after  = <<-EOT
        resource "aws_networkfirewall_firewall" "main" {
          name                = "main"
          firewall_policy_arn = "arn:aws:network-firewall:eu-west-1:123456789012:firewall-policy/main"
          vpc_id              = "vpc-0123456789abcdef0"

          subnet_mapping {
            subnet_id = "subnet-0123456789abcdef0"
          }
        }

        resource "aws_networkfirewall_logging_configuration" "main" {
          firewall_arn = aws_networkfirewall_firewall.main.arn

          logging_configuration {
            log_destination_config {
              log_type             = "ALERT"
              log_destination_type = "CloudWatchLogs"

              log_destination = {
                logGroup = "/network-firewall/alerts"
              }
            }
          }
        }
      EOT
    }
    references = [
      "https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/networkfirewall_logging_configuration",
      "https://docs.aws.amazon.com/network-firewall/latest/developerguide/firewall-logging.html",
    ]
  }
}

policy {
  required_providers {
    aws = { source = "hashicorp/aws", version = ">= 5.0.0, < 7.0.0" }
  }
}

resource_policy "aws_networkfirewall_firewall" "logging" {
  locals {
    logged = [
      for l in core::getresources("aws_networkfirewall_logging_configuration", { firewall_arn = attrs.arn }) : l
      if core::length([for c in l.logging_configuration : c if core::length(c.log_destination_config) > 0]) > 0
    ]
  }

  enforce {
    condition     = core::length(local.logged) > 0
    error_message = "This firewall logs nothing; add an `aws_networkfirewall_logging_configuration` for it."
  }
}
