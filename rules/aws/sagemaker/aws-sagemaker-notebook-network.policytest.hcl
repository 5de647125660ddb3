policytest {
  targets = ["aws-sagemaker-notebook-network.policy.hcl"]
}

resource "aws_sagemaker_notebook_instance" "private" {
  attrs = { direct_internet_access = "Disabled", subnet_id = "subnet-1" }
}

resource "aws_sagemaker_notebook_instance" "enabled" {
  expect_failure = true
  attrs          = { direct_internet_access = "Enabled", subnet_id = "subnet-1" }
}

resource "aws_sagemaker_notebook_instance" "null" {
  expect_failure = true
  attrs          = { direct_internet_access = null, subnet_id = "subnet-1" }
}

resource "aws_sagemaker_notebook_instance" "no_subnet" {
  expect_failure = true
  attrs          = { direct_internet_access = "Disabled", subnet_id = null }
}

resource "aws_sagemaker_notebook_instance" "empty_subnet" {
  expect_failure = true
  attrs          = { direct_internet_access = "Disabled", subnet_id = "" }
}
