policytest {
  targets = ["aws-s3-no-public-acl.policy.hcl"]
}

resource "aws_s3_bucket_acl" "private" {
  attrs = { acl = "private", access_control_policy = [] }
}

resource "aws_s3_bucket_acl" "null" {
  attrs = { acl = null, access_control_policy = [] }
}

resource "aws_s3_bucket_acl" "log_delivery" {
  attrs = { acl = "log-delivery-write", access_control_policy = [] }
}

resource "aws_s3_bucket_acl" "aws_exec_read" {
  attrs = { acl = "aws-exec-read", access_control_policy = [] }
}

resource "aws_s3_bucket_acl" "owner_grant" {
  attrs = { acl = null, access_control_policy = [{ owner = [{ id = "0123456789abcdef" }], grant = [{ permission = "READ", grantee = [{ type = "CanonicalUser", id = "0123456789abcdef", uri = null }] }] }] }
}

resource "aws_s3_bucket_acl" "log_delivery_grant" {
  attrs = { acl = null, access_control_policy = [{ owner = [{ id = "0123456789abcdef" }], grant = [{ permission = "READ", grantee = [{ type = "CanonicalUser", id = "0123456789abcdef", uri = null }] }, { permission = "READ", grantee = [{ type = "Group", id = null, uri = "http://acs.amazonaws.com/groups/s3/LogDelivery" }] }] }] }
}

resource "aws_s3_bucket_acl" "public_read" {
  expect_failure = true
  attrs          = { acl = "public-read", access_control_policy = [] }
}

resource "aws_s3_bucket_acl" "public_read_write" {
  expect_failure = true
  attrs          = { acl = "public-read-write", access_control_policy = [] }
}

resource "aws_s3_bucket_acl" "authenticated_read" {
  expect_failure = true
  attrs          = { acl = "authenticated-read", access_control_policy = [] }
}

resource "aws_s3_bucket_acl" "website" {
  expect_failure = true
  attrs          = { acl = "website", access_control_policy = [] }
}

resource "aws_s3_bucket_acl" "all_users_grant" {
  expect_failure = true
  attrs          = { acl = null, access_control_policy = [{ owner = [{ id = "0123456789abcdef" }], grant = [{ permission = "READ", grantee = [{ type = "CanonicalUser", id = "0123456789abcdef", uri = null }] }, { permission = "READ", grantee = [{ type = "Group", id = null, uri = "http://acs.amazonaws.com/groups/global/AllUsers" }] }] }] }
}

# Authenticated means any AWS account in the world.
resource "aws_s3_bucket_acl" "authenticated_users_grant" {
  expect_failure = true
  attrs          = { acl = null, access_control_policy = [{ owner = [{ id = "0123456789abcdef" }], grant = [{ permission = "READ", grantee = [{ type = "Group", id = null, uri = "http://acs.amazonaws.com/groups/global/AuthenticatedUsers" }] }] }] }
}

resource "aws_s3_bucket" "private" {
  attrs = { acl = "private", grant = [] }
}

resource "aws_s3_bucket" "null" {
  attrs = { acl = null, grant = [] }
}

resource "aws_s3_bucket" "owner_grant" {
  attrs = { acl = null, grant = [{ id = "0123456789abcdef", type = "CanonicalUser", permissions = ["FULL_CONTROL"], uri = null }] }
}

resource "aws_s3_bucket" "public_read" {
  expect_failure = true
  attrs          = { acl = "public-read", grant = [] }
}

resource "aws_s3_bucket" "public_read_write" {
  expect_failure = true
  attrs          = { acl = "public-read-write", grant = [] }
}

resource "aws_s3_bucket" "all_users_grant" {
  expect_failure = true
  attrs          = { acl = null, grant = [{ id = null, type = "Group", permissions = ["READ_ACP"], uri = "http://acs.amazonaws.com/groups/global/AllUsers" }] }
}

resource "aws_s3_object" "private" {
  attrs = { acl = "private" }
}

resource "aws_s3_object" "null" {
  attrs = { acl = null }
}

resource "aws_s3_object" "owner_full" {
  attrs = { acl = "bucket-owner-full-control" }
}

resource "aws_s3_object" "public_read" {
  expect_failure = true
  attrs          = { acl = "public-read" }
}

resource "aws_s3_object" "authenticated_read" {
  expect_failure = true
  attrs          = { acl = "authenticated-read" }
}

resource "aws_s3_bucket_object" "private" {
  attrs = { acl = "private" }
}

resource "aws_s3_bucket_object" "null" {
  attrs = { acl = null }
}

resource "aws_s3_bucket_object" "owner_full" {
  attrs = { acl = "bucket-owner-full-control" }
}

resource "aws_s3_bucket_object" "public_read" {
  expect_failure = true
  attrs          = { acl = "public-read" }
}

resource "aws_s3_bucket_object" "authenticated_read" {
  expect_failure = true
  attrs          = { acl = "authenticated-read" }
}

resource "aws_s3_object_copy" "null" {
  attrs = { acl = null, grant = [] }
}

resource "aws_s3_object_copy" "owner_grant" {
  attrs = { acl = null, grant = [{ id = "0123456789abcdef", type = "CanonicalUser", permissions = ["READ"], uri = null }] }
}

resource "aws_s3_object_copy" "public_read" {
  expect_failure = true
  attrs          = { acl = "public-read", grant = [] }
}

resource "aws_s3_object_copy" "all_users_grant" {
  expect_failure = true
  attrs          = { acl = null, grant = [{ id = null, type = "Group", permissions = ["READ"], uri = "http://acs.amazonaws.com/groups/global/AllUsers" }] }
}
