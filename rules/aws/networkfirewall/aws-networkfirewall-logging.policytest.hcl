policytest {
  targets = ["aws-networkfirewall-logging.policy.hcl"]
}

resource "aws_networkfirewall_logging_configuration" "full" {
  skip  = true
  attrs = { firewall_arn = "arn:full", logging_configuration = [{ log_destination_config = [{ log_type = "FLOW" }] }] }
}

resource "aws_networkfirewall_logging_configuration" "empty" {
  skip  = true
  attrs = { firewall_arn = "arn:empty", logging_configuration = [{ log_destination_config = [] }] }
}

resource "aws_networkfirewall_firewall" "logged" {
  attrs = { arn = "arn:full" }
}

resource "aws_networkfirewall_firewall" "empty" {
  expect_failure = true
  attrs          = { arn = "arn:empty" }
}

resource "aws_networkfirewall_firewall" "none" {
  expect_failure = true
  attrs          = { arn = "arn:none" }
}
