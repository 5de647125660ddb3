variable "acl" {
  type = string
}

variable "group" {
  type = string
}

data "aws_canonical_user_id" "current" {}

# expect: pass
resource "aws_s3_bucket" "data" {
  bucket = "rules-acl-data"
}

# expect: pass
resource "aws_s3_bucket_acl" "owner" {
  bucket = aws_s3_bucket.data.id

  access_control_policy {
    owner {
      id = data.aws_canonical_user_id.current.id
    }

    grant {
      permission = "FULL_CONTROL"

      grantee {
        type = "CanonicalUser"
        id   = data.aws_canonical_user_id.current.id
      }
    }
  }
}

# expect: fail
resource "aws_s3_bucket_acl" "public" {
  bucket = aws_s3_bucket.data.id
  acl    = "public-read"
}

# expect: undetermined, var.acl
resource "aws_s3_bucket_acl" "variable" {
  bucket = aws_s3_bucket.data.id
  acl    = var.acl
}

# expect: undetermined, var.group
resource "aws_s3_bucket_acl" "variable_grant" {
  bucket = aws_s3_bucket.data.id

  access_control_policy {
    owner {
      id = data.aws_canonical_user_id.current.id
    }

    grant {
      permission = "READ"

      grantee {
        type = "Group"
        uri  = "http://acs.amazonaws.com/groups/${var.group}"
      }
    }
  }
}
