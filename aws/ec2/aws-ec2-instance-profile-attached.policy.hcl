locals {
  soc2_aws_ec2_instance_profile_attached = {
    title    = "EC2 instances get credentials from an instance profile"
    severity = "low"
    preset   = "strict"
    since    = "0.1.0"
    criteria = [
      { id = "CC6.1", strength = "partial", not_shown = "What the role may do, and whether static keys are used on the instance all the same." },
    ]
    description = "An instance that needs AWS and has no role ends up with access keys in a file or an environment variable. An instance profile gives it credentials that rotate by themselves. An instance that never calls AWS is a reason for an exception."
    remediation = {
      text   = "Set `iam_instance_profile`, on the instance or in its launch template."
      before = <<-EOT
        resource "aws_instance" "app" {
          ami           = "ami-0123456789abcdef0"
          instance_type = "t3.small"
        }
      EOT
      after  = <<-EOT
        resource "aws_iam_role" "app" {
          name = "app"

          assume_role_policy = jsonencode({
            Version = "2012-10-17"
            Statement = [{
              Effect    = "Allow"
              Action    = "sts:AssumeRole"
              Principal = { Service = "ec2.amazonaws.com" }
            }]
          })
        }

        resource "aws_iam_instance_profile" "app" {
          name = "app"
          role = aws_iam_role.app.name
        }

        resource "aws_instance" "app" {
          ami                  = "ami-0123456789abcdef0"
          instance_type        = "t3.small"
          iam_instance_profile = aws_iam_instance_profile.app.name
        }
      EOT
    }
    references = [
      "https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/instance",
      "https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/iam-roles-for-amazon-ec2.html",
    ]
  }
}

policy {
  required_providers {
    aws = { source = "hashicorp/aws", version = ">= 5.0.0, < 7.0.0" }
  }
}

resource_policy "aws_instance" "instance_profile_attached" {
  # A launch template of another configuration may bring the profile: no verdict.
  filter = core::length(attrs.launch_template) == 0 || core::length(local.templates) > 0

  locals {
    templates = [
      for t in core::getresources("aws_launch_template", {}) : t
      if core::length([for l in attrs.launch_template : l if l.id == t.id || l.name == t.name]) > 0
    ]
  }

  enforce {
    condition     = plugin::soc2::is_set(attrs.iam_instance_profile) || core::length([for t in local.templates : t if core::length(t.iam_instance_profile) > 0]) > 0
    error_message = "This instance has no instance profile; set `iam_instance_profile` so that it needs no static access keys."
  }
}
