policytest {
  targets = ["aws-ec2-ami-not-public.policy.hcl"]
}

resource "aws_ami_launch_permission" "account" {
  attrs = { account_id = "123456789012", group = null, organization_arn = null, organizational_unit_arn = null }
}

resource "aws_ami_launch_permission" "organization" {
  attrs = { account_id = null, group = null, organization_arn = "arn:aws:organizations::123456789012:organization/o-1", organizational_unit_arn = null }
}

resource "aws_ami_launch_permission" "all" {
  expect_failure = true
  attrs          = { account_id = null, group = "all", organization_arn = null, organizational_unit_arn = null }
}
