policytest {
  targets = ["aws-iam-access-key-single-active.policy.hcl"]
}

resource "aws_iam_access_key" "only" {
  attrs = { user = "one-key", status = "Active" }
}

resource "aws_iam_access_key" "only_status_null" {
  attrs = { user = "one-key-null", status = null }
}

resource "aws_iam_access_key" "rotated_old" {
  attrs = { user = "rotation", status = "Inactive" }
}

resource "aws_iam_access_key" "rotated_new" {
  attrs = { user = "rotation", status = "Active" }
}

resource "aws_iam_access_key" "two_first" {
  expect_failure = true
  attrs          = { user = "two-keys", status = "Active" }
}

# Null is Active.
resource "aws_iam_access_key" "two_second" {
  expect_failure = true
  attrs          = { user = "two-keys", status = null }
}
