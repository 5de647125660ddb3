policytest {
  targets = ["aws-kms-key-policy-defined.policy.hcl"]
}

resource "aws_kms_key" "inline" {
  attrs = { id = "key-1", arn = "arn:aws:kms:eu-west-1:123456789012:key/key-1", policy = "{\"Version\":\"2012-10-17\",\"Statement\":[]}" }
}

resource "aws_kms_key" "companion_by_id" {
  attrs = { id = "key-2", arn = "arn:aws:kms:eu-west-1:123456789012:key/key-2", policy = null }
}

resource "aws_kms_key_policy" "by_id" {
  skip  = true
  attrs = { key_id = "key-2", policy = "{}" }
}

resource "aws_kms_key" "companion_by_arn" {
  attrs = { id = "key-3", arn = "arn:aws:kms:eu-west-1:123456789012:key/key-3", policy = null }
}

resource "aws_kms_key_policy" "by_arn" {
  skip  = true
  attrs = { key_id = "arn:aws:kms:eu-west-1:123456789012:key/key-3", policy = "{}" }
}

resource "aws_kms_key" "null" {
  expect_failure = true
  attrs          = { id = "key-4", arn = "arn:aws:kms:eu-west-1:123456789012:key/key-4", policy = null }
}

resource "aws_kms_key" "empty" {
  expect_failure = true
  attrs          = { id = "key-5", arn = "arn:aws:kms:eu-west-1:123456789012:key/key-5", policy = "" }
}
