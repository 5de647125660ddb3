locals {
  soc2_aws_ec2_imdsv2_required = {
    title    = "EC2 instances, launch templates and launch configurations require IMDSv2"
    severity = "high"
    preset   = "default"
    since    = "0.1.0"
    criteria = [
      { id = "CC6.1", strength = "supports", not_shown = "What the role of the instance may do." },
      { id = "CC6.6", strength = "partial", not_shown = "Whether an application forwards requests to the metadata service all the same." },
    ]
    description = "The metadata service hands out the credentials of the role. In version 1 one forged request of an application is enough to get them, which is how large breaches began; version 2 wants a token first. The default of the account or a launch template may say it for the instance."
    remediation = {
      text   = "Set `http_tokens = \"required\"` in `metadata_options`."
      before = <<-EOT
        resource "aws_launch_template" "app" {
          name_prefix   = "app-"
          image_id      = "ami-0123456789abcdef0"
          instance_type = "t3.small"

          metadata_options {
            http_tokens = "optional"
          }
        }
      EOT
      after  = <<-EOT
        resource "aws_launch_template" "app" {
          name_prefix   = "app-"
          image_id      = "ami-0123456789abcdef0"
          instance_type = "t3.small"

          metadata_options {
            http_tokens = "required"
          }
        }
      EOT
    }
    references = [
      "https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/instance",
      "https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/launch_template",
      "https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/ec2_instance_metadata_defaults",
      "https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/configuring-instance-metadata-service.html",
    ]
  }
}

policy {
  required_providers {
    aws = { source = "hashicorp/aws", version = ">= 5.0.0, < 7.0.0" }
  }
}

resource_policy "aws_instance" "imdsv2_required" {
  # A launch template of another configuration may require tokens: no verdict.
  filter = core::length(attrs.launch_template) == 0 || core::length(local.templates) > 0 || core::length(attrs.metadata_options) > 0

  locals {
    # What is written here wins over the launch template and the account.
    own      = [for m in attrs.metadata_options : m if m.http_tokens == "required" || m.http_endpoint == "disabled"]
    optional = [for m in attrs.metadata_options : m if m.http_tokens == "optional" && m.http_endpoint != "disabled"]
    templates = [
      for t in core::getresources("aws_launch_template", {}) : t
      if core::length([for l in attrs.launch_template : l if l.id == t.id || l.name == t.name]) > 0
    ]
    by_template = [
      for t in local.templates : t
      if core::length([for m in t.metadata_options : m if m.http_tokens == "required" || m.http_endpoint == "disabled"]) > 0
    ]
    by_account = [for d in plugin::soc2::of_same_region("aws_ec2_instance_metadata_defaults") : d if d.http_tokens == "required"]
  }

  enforce {
    condition     = core::length(local.own) > 0 || (core::length(local.optional) == 0 && (core::length(local.by_template) > 0 || core::length(local.by_account) > 0))
    error_message = "The metadata service answers without a token; set `http_tokens = \"required\"` in `metadata_options`."
  }
}

resource_policy "aws_spot_instance_request" "imdsv2_required" {
  # A launch template of another configuration may require tokens: no verdict.
  filter = core::length(attrs.launch_template) == 0 || core::length(local.templates) > 0 || core::length(attrs.metadata_options) > 0

  locals {
    # What is written here wins over the launch template and the account.
    own      = [for m in attrs.metadata_options : m if m.http_tokens == "required" || m.http_endpoint == "disabled"]
    optional = [for m in attrs.metadata_options : m if m.http_tokens == "optional" && m.http_endpoint != "disabled"]
    templates = [
      for t in core::getresources("aws_launch_template", {}) : t
      if core::length([for l in attrs.launch_template : l if l.id == t.id || l.name == t.name]) > 0
    ]
    by_template = [
      for t in local.templates : t
      if core::length([for m in t.metadata_options : m if m.http_tokens == "required" || m.http_endpoint == "disabled"]) > 0
    ]
  }

  enforce {
    condition     = core::length(local.own) > 0 || (core::length(local.optional) == 0 && core::length(local.by_template) > 0)
    error_message = "The metadata service answers without a token; set `http_tokens = \"required\"` in `metadata_options`."
  }
}

resource_policy "aws_launch_template" "imdsv2_required" {
  locals {
    # What is written here wins over the launch template and the account.
    own        = [for m in attrs.metadata_options : m if m.http_tokens == "required" || m.http_endpoint == "disabled"]
    optional   = [for m in attrs.metadata_options : m if m.http_tokens == "optional" && m.http_endpoint != "disabled"]
    by_account = [for d in plugin::soc2::of_same_region("aws_ec2_instance_metadata_defaults") : d if d.http_tokens == "required"]
  }

  enforce {
    condition     = core::length(local.own) > 0 || (core::length(local.optional) == 0 && core::length(local.by_account) > 0)
    error_message = "The metadata service answers without a token; set `http_tokens = \"required\"` in `metadata_options`."
  }
}

resource_policy "aws_launch_configuration" "imdsv2_required" {
  locals {
    own = [for m in attrs.metadata_options : m if m.http_tokens == "required" || m.http_endpoint == "disabled"]
  }

  enforce {
    condition     = core::length(local.own) > 0
    error_message = "The metadata service answers without a token; set `http_tokens = \"required\"` in `metadata_options`."
  }
}

resource_policy "aws_ec2_instance_metadata_defaults" "imdsv2_required" {
  enforce {
    condition     = attrs.http_tokens != "optional"
    error_message = "The account's default lets the metadata service answer without a token; set `http_tokens = \"required\"`."
  }
}
