policytest {
  targets = ["aws-iam-no-broad-managed-policy-attachment.policy.hcl"]
}

resource "aws_iam_role_policy_attachment" "bad" {
  expect_failure = true
  attrs          = { role = "app", policy_arn = "arn:aws:iam::aws:policy/PowerUserAccess" }
}

resource "aws_iam_role_policy_attachment" "bad_1" {
  expect_failure = true
  attrs          = { role = "app", policy_arn = "arn:aws:iam::aws:policy/job-function/SystemAdministrator" }
}

resource "aws_iam_role_policy_attachment" "bad_2" {
  expect_failure = true
  attrs          = { role = "app", policy_arn = "arn:aws:iam::aws:policy/AmazonS3FullAccess" }
}

resource "aws_iam_role_policy_attachment" "bad_3" {
  expect_failure = true
  attrs          = { role = "app", policy_arn = "arn:aws:iam::aws:policy/AWSLambda_FullAccess" }
}

resource "aws_iam_role_policy_attachment" "other_partition" {
  expect_failure = true
  attrs          = { role = "app", policy_arn = "arn:aws-us-gov:iam::aws:policy/PowerUserAccess" }
}

resource "aws_iam_role_policy_attachment" "good" {
  attrs = { role = "app", policy_arn = "arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess" }
}

resource "aws_iam_role_policy_attachment" "good_1" {
  attrs = { role = "app", policy_arn = "arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole" }
}

resource "aws_iam_role_policy_attachment" "good_2" {
  attrs = { role = "app", policy_arn = "arn:aws:iam::aws:policy/AdministratorAccess" }
}

# A policy of the account, which other rules judge.
resource "aws_iam_role_policy_attachment" "own_policy_of_that_name" {
  attrs = { role = "app", policy_arn = "arn:aws:iam::123456789012:policy/PowerUserAccess" }
}

resource "aws_iam_role_policy_attachment" "null" {
  attrs = { role = "app", policy_arn = null }
}

resource "aws_iam_user_policy_attachment" "bad" {
  expect_failure = true
  attrs          = { user = "ci", policy_arn = "arn:aws:iam::aws:policy/PowerUserAccess" }
}

resource "aws_iam_user_policy_attachment" "other_partition" {
  expect_failure = true
  attrs          = { user = "ci", policy_arn = "arn:aws-us-gov:iam::aws:policy/PowerUserAccess" }
}

resource "aws_iam_user_policy_attachment" "good" {
  attrs = { user = "ci", policy_arn = "arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess" }
}

# A policy of the account, which other rules judge.
resource "aws_iam_user_policy_attachment" "own_policy_of_that_name" {
  attrs = { user = "ci", policy_arn = "arn:aws:iam::123456789012:policy/PowerUserAccess" }
}

resource "aws_iam_user_policy_attachment" "null" {
  attrs = { user = "ci", policy_arn = null }
}

resource "aws_iam_group_policy_attachment" "bad" {
  expect_failure = true
  attrs          = { group = "ops", policy_arn = "arn:aws:iam::aws:policy/PowerUserAccess" }
}

resource "aws_iam_group_policy_attachment" "other_partition" {
  expect_failure = true
  attrs          = { group = "ops", policy_arn = "arn:aws-us-gov:iam::aws:policy/PowerUserAccess" }
}

resource "aws_iam_group_policy_attachment" "good" {
  attrs = { group = "ops", policy_arn = "arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess" }
}

# A policy of the account, which other rules judge.
resource "aws_iam_group_policy_attachment" "own_policy_of_that_name" {
  attrs = { group = "ops", policy_arn = "arn:aws:iam::123456789012:policy/PowerUserAccess" }
}

resource "aws_iam_group_policy_attachment" "null" {
  attrs = { group = "ops", policy_arn = null }
}

resource "aws_iam_policy_attachment" "bad" {
  expect_failure = true
  attrs          = { name = "x", policy_arn = "arn:aws:iam::aws:policy/PowerUserAccess" }
}

resource "aws_iam_policy_attachment" "other_partition" {
  expect_failure = true
  attrs          = { name = "x", policy_arn = "arn:aws-us-gov:iam::aws:policy/PowerUserAccess" }
}

resource "aws_iam_policy_attachment" "good" {
  attrs = { name = "x", policy_arn = "arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess" }
}

# A policy of the account, which other rules judge.
resource "aws_iam_policy_attachment" "own_policy_of_that_name" {
  attrs = { name = "x", policy_arn = "arn:aws:iam::123456789012:policy/PowerUserAccess" }
}

resource "aws_iam_policy_attachment" "null" {
  attrs = { name = "x", policy_arn = null }
}

resource "aws_iam_role" "bad" {
  expect_failure = true
  attrs          = { name = "app", managed_policy_arns = ["arn:aws:iam::aws:policy/PowerUserAccess"] }
}

resource "aws_iam_role" "other_partition" {
  expect_failure = true
  attrs          = { name = "app", managed_policy_arns = ["arn:aws-us-gov:iam::aws:policy/PowerUserAccess"] }
}

resource "aws_iam_role" "good" {
  attrs = { name = "app", managed_policy_arns = ["arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess"] }
}

# A policy of the account, which other rules judge.
resource "aws_iam_role" "own_policy_of_that_name" {
  attrs = { name = "app", managed_policy_arns = ["arn:aws:iam::123456789012:policy/PowerUserAccess"] }
}

resource "aws_iam_role" "null" {
  attrs = { name = "app", managed_policy_arns = [] }
}

resource "aws_iam_role" "second" {
  expect_failure = true
  attrs          = { name = "app", managed_policy_arns = ["arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess", "arn:aws:iam::aws:policy/PowerUserAccess"] }
}

resource "aws_ssoadmin_managed_policy_attachment" "bad" {
  expect_failure = true
  attrs          = { managed_policy_arn = "arn:aws:iam::aws:policy/PowerUserAccess" }
}

resource "aws_ssoadmin_managed_policy_attachment" "other_partition" {
  expect_failure = true
  attrs          = { managed_policy_arn = "arn:aws-us-gov:iam::aws:policy/PowerUserAccess" }
}

resource "aws_ssoadmin_managed_policy_attachment" "good" {
  attrs = { managed_policy_arn = "arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess" }
}

# A policy of the account, which other rules judge.
resource "aws_ssoadmin_managed_policy_attachment" "own_policy_of_that_name" {
  attrs = { managed_policy_arn = "arn:aws:iam::123456789012:policy/PowerUserAccess" }
}

resource "aws_ssoadmin_managed_policy_attachment" "null" {
  attrs = { managed_policy_arn = null }
}

resource "aws_iam_role_policy_attachments_exclusive" "bad" {
  expect_failure = true
  attrs          = { role_name = "app", policy_arns = ["arn:aws:iam::aws:policy/PowerUserAccess"] }
}

resource "aws_iam_role_policy_attachments_exclusive" "other_partition" {
  expect_failure = true
  attrs          = { role_name = "app", policy_arns = ["arn:aws-us-gov:iam::aws:policy/PowerUserAccess"] }
}

resource "aws_iam_role_policy_attachments_exclusive" "good" {
  attrs = { role_name = "app", policy_arns = ["arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess"] }
}

# A policy of the account, which other rules judge.
resource "aws_iam_role_policy_attachments_exclusive" "own_policy_of_that_name" {
  attrs = { role_name = "app", policy_arns = ["arn:aws:iam::123456789012:policy/PowerUserAccess"] }
}

resource "aws_iam_role_policy_attachments_exclusive" "null" {
  attrs = { role_name = "app", policy_arns = [] }
}

resource "aws_iam_role_policy_attachments_exclusive" "second" {
  expect_failure = true
  attrs          = { role_name = "app", policy_arns = ["arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess", "arn:aws:iam::aws:policy/PowerUserAccess"] }
}

resource "aws_iam_user_policy_attachments_exclusive" "bad" {
  expect_failure = true
  attrs          = { user_name = "ci", policy_arns = ["arn:aws:iam::aws:policy/PowerUserAccess"] }
}

resource "aws_iam_user_policy_attachments_exclusive" "other_partition" {
  expect_failure = true
  attrs          = { user_name = "ci", policy_arns = ["arn:aws-us-gov:iam::aws:policy/PowerUserAccess"] }
}

resource "aws_iam_user_policy_attachments_exclusive" "good" {
  attrs = { user_name = "ci", policy_arns = ["arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess"] }
}

# A policy of the account, which other rules judge.
resource "aws_iam_user_policy_attachments_exclusive" "own_policy_of_that_name" {
  attrs = { user_name = "ci", policy_arns = ["arn:aws:iam::123456789012:policy/PowerUserAccess"] }
}

resource "aws_iam_user_policy_attachments_exclusive" "null" {
  attrs = { user_name = "ci", policy_arns = [] }
}

resource "aws_iam_user_policy_attachments_exclusive" "second" {
  expect_failure = true
  attrs          = { user_name = "ci", policy_arns = ["arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess", "arn:aws:iam::aws:policy/PowerUserAccess"] }
}

resource "aws_iam_group_policy_attachments_exclusive" "bad" {
  expect_failure = true
  attrs          = { group_name = "ops", policy_arns = ["arn:aws:iam::aws:policy/PowerUserAccess"] }
}

resource "aws_iam_group_policy_attachments_exclusive" "other_partition" {
  expect_failure = true
  attrs          = { group_name = "ops", policy_arns = ["arn:aws-us-gov:iam::aws:policy/PowerUserAccess"] }
}

resource "aws_iam_group_policy_attachments_exclusive" "good" {
  attrs = { group_name = "ops", policy_arns = ["arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess"] }
}

# A policy of the account, which other rules judge.
resource "aws_iam_group_policy_attachments_exclusive" "own_policy_of_that_name" {
  attrs = { group_name = "ops", policy_arns = ["arn:aws:iam::123456789012:policy/PowerUserAccess"] }
}

resource "aws_iam_group_policy_attachments_exclusive" "null" {
  attrs = { group_name = "ops", policy_arns = [] }
}

resource "aws_iam_group_policy_attachments_exclusive" "second" {
  expect_failure = true
  attrs          = { group_name = "ops", policy_arns = ["arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess", "arn:aws:iam::aws:policy/PowerUserAccess"] }
}

resource "aws_ssoadmin_managed_policy_attachments_exclusive" "broad" {
  expect_failure = true
  attrs          = { managed_policy_arns = ["arn:aws:iam::aws:policy/ReadOnlyAccess", "arn:aws:iam::aws:policy/PowerUserAccess"] }
}

resource "aws_ssoadmin_managed_policy_attachments_exclusive" "narrow" {
  attrs = { managed_policy_arns = ["arn:aws:iam::aws:policy/ReadOnlyAccess"] }
}

resource "aws_ssoadmin_managed_policy_attachments_exclusive" "none" {
  attrs = { managed_policy_arns = [] }
}
