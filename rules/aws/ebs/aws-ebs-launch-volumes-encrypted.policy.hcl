locals {
  soc2_aws_ebs_launch_volumes_encrypted = {
    title    = "Volumes declared on instances, launch templates and launch configurations are encrypted"
    severity = "high"
    preset   = "default"
    since    = "0.1.0"
    criteria = [
      { id = "CC6.1", strength = "supports", not_shown = "Who may use the key." },
      { id = "C1.1", strength = "supports", not_shown = "Which of the data is confidential." },
      { id = "PI1.5", strength = "partial", not_shown = "Whether the stored data is complete." },
    ]
    description = "The root disk is what people forget: it holds logs, caches, credentials and swap, and it lives on in images and snapshots. Without `encrypted` it is as plain as the image that it comes from, unless the account encrypts by default."
    remediation = {
      text   = "Set `encrypted = true` for each device, or declare `aws_ebs_encryption_by_default`."
      before = <<-EOT
        resource "aws_launch_template" "app" {
          name_prefix   = "app-"
          image_id      = "ami-0123456789abcdef0"
          instance_type = "t3.small"

          block_device_mappings {
            device_name = "/dev/xvda"

            ebs {
              volume_size = 20

            }
          }
        }
      EOT
      after  = <<-EOT
        resource "aws_launch_template" "app" {
          name_prefix   = "app-"
          image_id      = "ami-0123456789abcdef0"
          instance_type = "t3.small"

          block_device_mappings {
            device_name = "/dev/xvda"

            ebs {
              volume_size = 20
              encrypted   = true
            }
          }
        }
      EOT
    }
    references = [
      "https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/instance",
      "https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/launch_template",
      "https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/ebs_encryption_by_default",
      "https://docs.aws.amazon.com/ebs/latest/userguide/ebs-encryption.html",
    ]
  }
}

policy {
  required_providers {
    aws = { source = "hashicorp/aws", version = ">= 5.0.0, < 7.0.0" }
  }
}

resource_policy "aws_instance" "launch_volumes_encrypted" {
  # A launch template of another configuration may encrypt the devices: no verdict.
  filter = core::length(attrs.launch_template) == 0 || core::length(local.templates) > 0

  locals {
    account_defaults = [for d in plugin::soc2::of_same_region("aws_ebs_encryption_by_default") : d if d.enabled != false]
    # A mapping of the launch template encrypts what the instance does not describe.
    templates = [
      for t in core::getresources("aws_launch_template", {}) : t
      if core::length([for l in attrs.launch_template : l if l.id == t.id || l.name == t.name]) > 0
    ]
    encrypting = [
      for t in local.templates : t
      if core::length([for m in t.block_device_mappings : m if core::length([for e in m.ebs : e if e.encrypted == "true" || e.encrypted == true]) > 0]) > 0 &&
      core::length([for m in t.block_device_mappings : m if core::length([for e in m.ebs : e if e.encrypted != "true" && e.encrypted != true && !plugin::soc2::is_set(e.snapshot_id)]) > 0]) == 0
    ]

    root_encrypted   = [for r in attrs.root_block_device : r if r.encrypted == true]
    root_written_off = [for r in attrs.root_block_device : r if r.encrypted != true]
    # Volumes of a snapshot are as encrypted as the snapshot is.
    plain_devices = [for e in attrs.ebs_block_device : e if e.encrypted != true && !plugin::soc2::is_set(e.snapshot_id)]
  }

  enforce {
    condition = (
      core::length(local.account_defaults) > 0 || (
        core::length(local.plain_devices) == 0 &&
        (core::length(local.root_encrypted) > 0 || (core::length(local.root_written_off) == 0 && core::length(local.encrypting) > 0))
      )
    )
    error_message = "A volume of this instance is not encrypted; set `encrypted = true` in `root_block_device` and in each `ebs_block_device`."
  }
}

resource_policy "aws_spot_instance_request" "launch_volumes_encrypted" {
  # A launch template of another configuration may encrypt the devices: no verdict.
  filter = core::length(attrs.launch_template) == 0 || core::length(local.templates) > 0

  locals {
    account_defaults = [for d in plugin::soc2::of_same_region("aws_ebs_encryption_by_default") : d if d.enabled != false]
    # A mapping of the launch template encrypts what the instance does not describe.
    templates = [
      for t in core::getresources("aws_launch_template", {}) : t
      if core::length([for l in attrs.launch_template : l if l.id == t.id || l.name == t.name]) > 0
    ]
    encrypting = [
      for t in local.templates : t
      if core::length([for m in t.block_device_mappings : m if core::length([for e in m.ebs : e if e.encrypted == "true" || e.encrypted == true]) > 0]) > 0 &&
      core::length([for m in t.block_device_mappings : m if core::length([for e in m.ebs : e if e.encrypted != "true" && e.encrypted != true && !plugin::soc2::is_set(e.snapshot_id)]) > 0]) == 0
    ]

    root_encrypted   = [for r in attrs.root_block_device : r if r.encrypted == true]
    root_written_off = [for r in attrs.root_block_device : r if r.encrypted != true]
    # Volumes of a snapshot are as encrypted as the snapshot is.
    plain_devices = [for e in attrs.ebs_block_device : e if e.encrypted != true && !plugin::soc2::is_set(e.snapshot_id)]
  }

  enforce {
    condition = (
      core::length(local.account_defaults) > 0 || (
        core::length(local.plain_devices) == 0 &&
        (core::length(local.root_encrypted) > 0 || (core::length(local.root_written_off) == 0 && core::length(local.encrypting) > 0))
      )
    )
    error_message = "A volume of this instance is not encrypted; set `encrypted = true` in `root_block_device` and in each `ebs_block_device`."
  }
}

resource_policy "aws_launch_configuration" "launch_volumes_encrypted" {
  locals {
    account_defaults = [for d in plugin::soc2::of_same_region("aws_ebs_encryption_by_default") : d if d.enabled != false]
    root_encrypted   = [for r in attrs.root_block_device : r if r.encrypted == true]
    # Volumes of a snapshot are as encrypted as the snapshot is.
    plain_devices = [for e in attrs.ebs_block_device : e if e.encrypted != true && core::try(e.no_device, null) != true && !plugin::soc2::is_set(e.snapshot_id)]
  }

  enforce {
    condition = (
      core::length(local.account_defaults) > 0 || (
        core::length(local.plain_devices) == 0 &&
        (core::length(local.root_encrypted) > 0)
      )
    )
    error_message = "A volume of this instance is not encrypted; set `encrypted = true` in `root_block_device` and in each `ebs_block_device`."
  }
}

resource_policy "aws_spot_fleet_request" "launch_volumes_encrypted" {
  locals {
    account_defaults = [for d in plugin::soc2::of_same_region("aws_ebs_encryption_by_default") : d if d.enabled != false]
    plain = [
      for l in attrs.launch_specification : l
      if core::length([for r in l.root_block_device : r if r.encrypted == true]) == 0 ||
      core::length([for e in l.ebs_block_device : e if e.encrypted != true && !plugin::soc2::is_set(e.snapshot_id)]) > 0
    ]
  }

  enforce {
    condition     = core::length(local.plain) == 0 || core::length(local.account_defaults) > 0
    error_message = "A volume of this fleet is not encrypted; set `encrypted = true` in `root_block_device` and in each `ebs_block_device`."
  }
}

resource_policy "aws_launch_template" "launch_volumes_encrypted" {
  locals {
    account_defaults = [for d in plugin::soc2::of_same_region("aws_ebs_encryption_by_default") : d if d.enabled != false]
    plain = [
      for m in attrs.block_device_mappings : m
      if core::length([for e in m.ebs : e if e.encrypted != "true" && e.encrypted != true && !plugin::soc2::is_set(e.snapshot_id)]) > 0
    ]
  }

  enforce {
    condition     = core::length(local.plain) == 0 || core::length(local.account_defaults) > 0
    error_message = "A volume of this launch template is not encrypted; set `encrypted = true` in each `ebs` of `block_device_mappings`."
  }
}
