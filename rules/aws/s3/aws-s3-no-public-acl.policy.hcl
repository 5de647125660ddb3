locals {
  soc2_aws_s3_no_public_acl = {
    title    = "S3 buckets and objects have no public ACL"
    severity = "critical"
    preset   = "default"
    since    = "0.1.0"
    criteria = [
      { id = "CC6.1", strength = "supports", not_shown = "Objects whose ACL is set by those who upload them." },
      { id = "CC6.3", strength = "supports", not_shown = "What policies allow to named principals." },
      { id = "CC6.6", strength = "supports", not_shown = "Other public ways to the data, such as a bucket policy or CloudFront." },
    ]
    description = "A public ACL opens the bucket or object to everyone on the internet, or to every AWS account, which is the same. It is reported also where a public access block would neutralise it: the block may go, the ACL stays."
    remediation = {
      text   = "Set the ACL to `private`, or remove it together with grants to all users."
      before = <<-EOT
        resource "aws_s3_bucket" "data" {
          bucket = "example-data"
        }

        resource "aws_s3_bucket_acl" "data" {
          bucket = aws_s3_bucket.data.id
          acl    = "public-read"
        }
      EOT
      after  = <<-EOT
        resource "aws_s3_bucket" "data" {
          bucket = "example-data"
        }

        resource "aws_s3_bucket_acl" "data" {
          bucket = aws_s3_bucket.data.id
          acl    = "private"
        }
      EOT
    }
    references = [
      "https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/s3_bucket_acl",
      "https://docs.aws.amazon.com/AmazonS3/latest/userguide/acl-overview.html",
      "https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html",
    ]
  }
}

policy {
  required_providers {
    aws = { source = "hashicorp/aws", version = ">= 5.0.0, < 7.0.0" }
  }
}

resource_policy "aws_s3_bucket_acl" "no_public_acl" {
  enforce {
    condition     = !core::contains(["public-read", "public-read-write", "authenticated-read", "website"], attrs.acl)
    error_message = "This ACL opens the bucket to everyone; set `acl = \"private\"` or remove it."
  }

  enforce {
    condition = core::length([
      for p in attrs.access_control_policy : p
      if core::length([
        for g in p.grant : g
        if core::length([for e in g.grantee : e if e.uri != null && core::regex_match(e.uri, "/groups/global/(AllUsers|AuthenticatedUsers)$")]) > 0
      ]) > 0
    ]) == 0
    error_message = "A grant of this ACL opens the bucket to everyone; remove the grant to AllUsers or AuthenticatedUsers."
  }
}

resource_policy "aws_s3_bucket" "no_public_acl" {
  enforce {
    condition     = !core::contains(["public-read", "public-read-write", "authenticated-read", "website"], attrs.acl)
    error_message = "The ACL of this bucket opens it to everyone; set `acl = \"private\"` or remove it."
  }

  enforce {
    condition     = core::length([for g in attrs.grant : g if g.uri != null && core::regex_match(g.uri, "/groups/global/(AllUsers|AuthenticatedUsers)$")]) == 0
    error_message = "A grant of this bucket opens it to everyone; remove the grant to AllUsers or AuthenticatedUsers."
  }
}

resource_policy "aws_s3_object" "no_public_acl" {
  enforce {
    condition     = !core::contains(["public-read", "public-read-write", "authenticated-read"], attrs.acl)
    error_message = "The ACL of this object lets everybody read it; set `acl = \"private\"` or remove it."
  }
}

resource_policy "aws_s3_bucket_object" "no_public_acl" {
  enforce {
    condition     = !core::contains(["public-read", "public-read-write", "authenticated-read"], attrs.acl)
    error_message = "The ACL of this object lets everybody read it; set `acl = \"private\"` or remove it."
  }
}

resource_policy "aws_s3_object_copy" "no_public_acl" {
  enforce {
    condition     = !core::contains(["public-read", "public-read-write", "authenticated-read"], attrs.acl)
    error_message = "The ACL of this object lets everybody read it; set `acl = \"private\"` or remove it."
  }

  enforce {
    condition     = core::length([for g in attrs.grant : g if g.uri != null && core::regex_match(g.uri, "/groups/global/(AllUsers|AuthenticatedUsers)$")]) == 0
    error_message = "A grant of this object lets everybody read it; remove the grant to AllUsers or AuthenticatedUsers."
  }
}
