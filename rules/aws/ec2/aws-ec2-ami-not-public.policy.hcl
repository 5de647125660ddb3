locals {
  soc2_aws_ec2_ami_not_public = {
    title    = "AMIs are not shared publicly"
    severity = "critical"
    preset   = "default"
    since    = "0.1.0"
    criteria = [
      { id = "CC6.1", strength = "supports", not_shown = "What the accounts that are named do with the image." },
      { id = "CC6.6", strength = "supports", not_shown = "Images that are shared by hand, and whether they hold secrets." },
    ]
    description = "Everybody can start a public image and look through its disk: software, configuration, keys that somebody left behind. Sharing with accounts or with the organization is fine."
    remediation = {
      text   = "Share with `account_id`, `organization_arn` or `organizational_unit_arn`."
      before = <<-EOT
        resource "aws_ami_launch_permission" "share" {
          image_id = "ami-0123456789abcdef0"
          group    = "all"
        }
      EOT
      after  = <<-EOT
        resource "aws_ami_launch_permission" "share" {
          image_id   = "ami-0123456789abcdef0"
          account_id = "123456789012"
        }
      EOT
    }
    references = [
      "https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/ami_launch_permission",
      "https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/sharing-amis.html",
    ]
  }
}

policy {
  required_providers {
    aws = { source = "hashicorp/aws", version = ">= 5.0.0, < 7.0.0" }
  }
}

resource_policy "aws_ami_launch_permission" "ami_not_public" {
  enforce {
    condition     = attrs.group != "all"
    error_message = "Everybody may start this image and read its disk; remove `group = \"all\"` and name accounts or the organization."
  }
}
