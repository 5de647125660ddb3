policytest {
  targets = ["aws-sagemaker-notebook-role-not-broad.policy.hcl"]
}

resource "aws_iam_role" "small" {
  skip  = true
  attrs = { name = "small", arn = "arn:aws:iam::123456789012:role/small", inline_policy = [], managed_policy_arns = null }
}

resource "aws_iam_role" "star" {
  skip  = true
  attrs = { name = "star", arn = "arn:aws:iam::123456789012:role/star", inline_policy = [], managed_policy_arns = null }
}

resource "aws_iam_role" "service_star" {
  skip  = true
  attrs = { name = "service-star", arn = "arn:aws:iam::123456789012:role/service-star", inline_policy = [], managed_policy_arns = null }
}

resource "aws_iam_role" "admin" {
  skip  = true
  attrs = { name = "admin", arn = "arn:aws:iam::123456789012:role/admin", inline_policy = [], managed_policy_arns = null }
}

resource "aws_iam_role" "power" {
  skip  = true
  attrs = { name = "power", arn = "arn:aws:iam::123456789012:role/power", inline_policy = [], managed_policy_arns = null }
}

resource "aws_iam_role" "inline" {
  skip  = true
  attrs = { name = "inline", arn = "arn:aws:iam::123456789012:role/inline", inline_policy = [{ name = "a", policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "*", Resource = "*" }] }) }], managed_policy_arns = null }
}

resource "aws_iam_role" "inline_small" {
  skip  = true
  attrs = { name = "inline-small", arn = "arn:aws:iam::123456789012:role/inline-small", inline_policy = [{ name = "a", policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "s3:GetObject", Resource = "*" }] }) }], managed_policy_arns = null }
}

resource "aws_iam_role" "managed" {
  skip  = true
  attrs = { name = "managed", arn = "arn:aws:iam::123456789012:role/managed", inline_policy = [], managed_policy_arns = ["arn:aws:iam::aws:policy/AdministratorAccess"] }
}

resource "aws_iam_role" "gov" {
  skip  = true
  attrs = { name = "gov", arn = "arn:aws:iam::123456789012:role/gov", inline_policy = [], managed_policy_arns = null }
}

resource "aws_iam_role" "own" {
  skip  = true
  attrs = { name = "own", arn = "arn:aws:iam::123456789012:role/own", inline_policy = [], managed_policy_arns = null }
}

resource "aws_iam_role" "bare" {
  skip  = true
  attrs = { name = "bare", arn = "arn:aws:iam::123456789012:role/bare", inline_policy = [], managed_policy_arns = null }
}

resource "aws_iam_role" "empty_inline" {
  skip  = true
  attrs = { name = "empty-inline", arn = "arn:aws:iam::123456789012:role/empty-inline", inline_policy = [{ name = null, policy = null }], managed_policy_arns = null }
}

resource "aws_iam_role_policy" "small" {
  skip  = true
  attrs = { role = "small", policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = ["s3:GetObject", "s3:ListBucket"], Resource = "*" }] }) }
}

resource "aws_iam_role_policy" "star" {
  skip  = true
  attrs = { role = "star", policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = ["logs:*", "*"], Resource = "*" }] }) }
}

resource "aws_iam_role_policy" "service_star" {
  skip  = true
  attrs = { role = "service-star", policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "s3:*", Resource = "*" }] }) }
}

resource "aws_iam_role_policy_attachment" "admin" {
  skip  = true
  attrs = { role = "admin", policy_arn = "arn:aws:iam::aws:policy/AdministratorAccess" }
}

resource "aws_iam_role_policy_attachment" "power" {
  skip  = true
  attrs = { role = "power", policy_arn = "arn:aws:iam::aws:policy/PowerUserAccess" }
}

resource "aws_iam_role_policy_attachment" "gov" {
  skip  = true
  attrs = { role = "gov", policy_arn = "arn:aws-us-gov:iam::aws:policy/AdministratorAccess" }
}

resource "aws_iam_role_policy_attachment" "own" {
  skip  = true
  attrs = { role = "own", policy_arn = "arn:aws:iam::123456789012:policy/own" }
}

resource "aws_iam_policy" "own" {
  skip  = true
  attrs = { arn = "arn:aws:iam::123456789012:policy/own", policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "*:*", Resource = "*" }] }) }
}

resource "aws_iam_policy" "unused" {
  skip  = true
  attrs = { arn = "arn:aws:iam::123456789012:policy/unused", policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "*", Resource = "*" }] }) }
}

resource "aws_sagemaker_notebook_instance" "small" {
  attrs = { role_arn = "arn:aws:iam::123456789012:role/small" }
}

resource "aws_sagemaker_notebook_instance" "bare" {
  attrs = { role_arn = "arn:aws:iam::123456789012:role/bare" }
}

resource "aws_sagemaker_notebook_instance" "service_star" {
  attrs = { role_arn = "arn:aws:iam::123456789012:role/service-star" }
}

resource "aws_sagemaker_notebook_instance" "power" {
  attrs = { role_arn = "arn:aws:iam::123456789012:role/power" }
}

resource "aws_sagemaker_notebook_instance" "inline_small" {
  attrs = { role_arn = "arn:aws:iam::123456789012:role/inline-small" }
}

resource "aws_sagemaker_notebook_instance" "empty_inline" {
  attrs = { role_arn = "arn:aws:iam::123456789012:role/empty-inline" }
}

# The role is of another configuration.
resource "aws_sagemaker_notebook_instance" "elsewhere" {
  attrs = { role_arn = "arn:aws:iam::123456789012:role/elsewhere" }
}

resource "aws_sagemaker_notebook_instance" "star" {
  expect_failure = true
  attrs          = { role_arn = "arn:aws:iam::123456789012:role/star" }
}

resource "aws_sagemaker_notebook_instance" "admin" {
  expect_failure = true
  attrs          = { role_arn = "arn:aws:iam::123456789012:role/admin" }
}

resource "aws_sagemaker_notebook_instance" "inline" {
  expect_failure = true
  attrs          = { role_arn = "arn:aws:iam::123456789012:role/inline" }
}

resource "aws_sagemaker_notebook_instance" "managed" {
  expect_failure = true
  attrs          = { role_arn = "arn:aws:iam::123456789012:role/managed" }
}

resource "aws_sagemaker_notebook_instance" "gov" {
  expect_failure = true
  attrs          = { role_arn = "arn:aws:iam::123456789012:role/gov" }
}

resource "aws_sagemaker_notebook_instance" "own" {
  expect_failure = true
  attrs          = { role_arn = "arn:aws:iam::123456789012:role/own" }
}
