locals {
  soc2_aws_config_recorder_complete = {
    title    = "The Config recorder is started and records all resource types, global ones included"
    severity = "medium"
    preset   = "default"
    since    = "0.1.0"
    criteria = [
      { id = "CC7.1", strength = "supports", not_shown = "Whether somebody acts on what Config records." },
      { id = "CC7.2", strength = "supports", not_shown = "Whether recording and delivery succeed at run time." },
      { id = "CC2.1", strength = "partial", not_shown = "Whether the recorded information is used by internal control." },
      { id = "CC3.1", strength = "partial", not_shown = "Whether objectives and risks are written down." },
      { id = "CC3.4", strength = "partial", not_shown = "Whether recorded changes are assessed." },
      { id = "CC8.1", strength = "partial", not_shown = "Whether changes are authorized and tested." },
      { id = "PI1.3", strength = "partial", not_shown = "Whether processing errors are found and corrected." },
    ]
    description = "What Config does not record has no history, and its rules see nothing of it. IAM users, roles and policies are global types: they need `include_global_resource_types` in one recorder, and they are what an auditor asks about first."
    remediation = {
      text   = "Record all types with `all_supported = true` and `include_global_resource_types = true`, and start the recorder by `aws_config_configuration_recorder_status`."
      before = <<-EOT
        resource "aws_config_configuration_recorder" "main" {
          name     = "main"
          role_arn = "arn:aws:iam::123456789012:role/config"

          recording_group {

            all_supported  = false
            resource_types = ["AWS::EC2::Instance"]
          }
        }

        resource "aws_config_configuration_recorder_status" "main" {
          name       = aws_config_configuration_recorder.main.name
          is_enabled = true
        }
      EOT
      after  = <<-EOT
        resource "aws_config_configuration_recorder" "main" {
          name     = "main"
          role_arn = "arn:aws:iam::123456789012:role/config"

          recording_group {

            all_supported                 = true
            include_global_resource_types = true
          }
        }

        resource "aws_config_configuration_recorder_status" "main" {
          name       = aws_config_configuration_recorder.main.name
          is_enabled = true
        }
      EOT
    }
    references = [
      "https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/config_configuration_recorder",
      "https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/config_configuration_recorder_status",
      "https://docs.aws.amazon.com/config/latest/developerguide/select-resources.html",
    ]
  }
}

policy {
  required_providers {
    aws = { source = "hashicorp/aws", version = ">= 5.0.0, < 7.0.0" }
  }
}

resource_policy "aws_config_configuration_recorder" "recorder_complete" {
  locals {
    # A strategy says more than `all_supported` does.
    incomplete = [
      for g in attrs.recording_group : g
      if !(
        (core::length(g.recording_strategy) == 0 && g.all_supported != false) ||
        core::length([for s in g.recording_strategy : s if s.use_only == "ALL_SUPPORTED_RESOURCE_TYPES"]) > 0 ||
        (
          core::length([for s in g.recording_strategy : s if s.use_only == "EXCLUSION_BY_RESOURCE_TYPES"]) > 0 &&
          core::length([for e in g.exclusion_by_resource_types : e if plugin::soc2::is_set(e.resource_types)]) == 0
        )
      )
    ]

    # Recorders of all regions of this configuration: one of them has the global types. Excluding nothing includes them.
    global = [
      for r in core::getresources("aws_config_configuration_recorder", {}) : r
      if core::length([
        for g in r.recording_group : g
        if g.include_global_resource_types == true ||
        (
          core::length([for s in g.recording_strategy : s if s.use_only == "EXCLUSION_BY_RESOURCE_TYPES"]) > 0 &&
          core::length([for e in g.exclusion_by_resource_types : e if plugin::soc2::is_set(e.resource_types)]) == 0
        )
      ]) > 0
    ]
  }

  enforce {
    condition     = core::length(local.incomplete) == 0
    error_message = "This recorder leaves out resource types; set `all_supported = true` in `recording_group`."
  }

  enforce {
    condition     = core::length(local.global) > 0
    error_message = "No recorder here records the global types (IAM); set `include_global_resource_types = true` in `recording_group` of the home region."
  }

  enforce {
    condition     = core::length(core::getresources("aws_config_configuration_recorder_status", { name = attrs.name })) > 0
    error_message = "Nothing starts this recorder; add an `aws_config_configuration_recorder_status` of its name with `is_enabled = true`."
  }
}

resource_policy "aws_config_configuration_recorder_status" "recorder_complete" {
  enforce {
    condition     = attrs.is_enabled == true
    error_message = "This recorder is stopped; set `is_enabled = true`."
  }
}
