policytest {
  targets = ["aws-redshift-not-public.policy.hcl"]
}

resource "aws_redshift_cluster" "private" {
  attrs = { publicly_accessible = false }
}

resource "aws_redshift_cluster" "null" {
  attrs = { publicly_accessible = null }
}

resource "aws_redshift_cluster" "public" {
  expect_failure = true
  attrs          = { publicly_accessible = true }
}

resource "aws_redshiftserverless_workgroup" "private" {
  attrs = { publicly_accessible = false }
}

resource "aws_redshiftserverless_workgroup" "null" {
  attrs = { publicly_accessible = null }
}

resource "aws_redshiftserverless_workgroup" "public" {
  expect_failure = true
  attrs          = { publicly_accessible = true }
}
