policytest {
  targets = ["aws-mq-not-public.policy.hcl"]
}

resource "aws_mq_broker" "private" {
  attrs = { publicly_accessible = false }
}

# Unset is private.
resource "aws_mq_broker" "null" {
  attrs = { publicly_accessible = null }
}

resource "aws_mq_broker" "public" {
  expect_failure = true
  attrs          = { publicly_accessible = true }
}
