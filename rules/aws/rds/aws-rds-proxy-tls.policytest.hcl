policytest {
  targets = ["aws-rds-proxy-tls.policy.hcl"]
}

resource "aws_db_proxy" "on" {
  attrs = { require_tls = true }
}

resource "aws_db_proxy" "off" {
  expect_failure = true
  attrs          = { require_tls = false }
}

resource "aws_db_proxy" "null" {
  expect_failure = true
  attrs          = { require_tls = null }
}
