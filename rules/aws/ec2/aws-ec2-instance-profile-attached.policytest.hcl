policytest {
  targets = ["aws-ec2-instance-profile-attached.policy.hcl"]
}

resource "aws_instance" "profile" {
  attrs = { iam_instance_profile = "app", launch_template = [] }
}

resource "aws_instance" "null" {
  expect_failure = true
  attrs          = { iam_instance_profile = null, launch_template = [] }
}

resource "aws_instance" "empty" {
  expect_failure = true
  attrs          = { iam_instance_profile = "", launch_template = [] }
}

resource "aws_launch_template" "with_profile" {
  skip  = true
  attrs = { id = "lt-1", name = "with-profile", iam_instance_profile = [{ name = "app", arn = null }] }
}

resource "aws_launch_template" "without_profile" {
  skip  = true
  attrs = { id = "lt-2", name = "without-profile", iam_instance_profile = [] }
}

resource "aws_instance" "template_by_id" {
  attrs = { iam_instance_profile = null, launch_template = [{ id = "lt-1", name = null }] }
}

resource "aws_instance" "template_by_name" {
  attrs = { iam_instance_profile = null, launch_template = [{ id = null, name = "with-profile" }] }
}

resource "aws_instance" "template_without" {
  expect_failure = true
  attrs          = { iam_instance_profile = null, launch_template = [{ id = "lt-2", name = null }] }
}

# The template is not in this configuration: no verdict.
resource "aws_instance" "external_template" {
  attrs = { iam_instance_profile = null, launch_template = [{ id = "lt-0123456789abcdef0", name = null }] }
}
