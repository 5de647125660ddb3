locals {
  soc2_aws_config_recorder_present = {
    title    = "AWS Config is recording in the account"
    severity = "high"
    preset   = "default"
    since    = "0.1.0"
    criteria = [
      { id = "CC7.1", strength = "supports", not_shown = "All regions: a configuration shows one region of a provider at a time." },
      { id = "CC8.1", strength = "partial", not_shown = "Whether changes are authorized and tested." },
      { id = "CC7.2", strength = "supports", not_shown = "Whether recording and delivery succeed at run time." },
      { id = "CC2.1", strength = "partial", not_shown = "Whether the recorded information is used by internal control." },
      { id = "CC3.1", strength = "partial", not_shown = "Whether objectives and risks are written down." },
      { id = "CC3.4", strength = "partial", not_shown = "Whether recorded changes are assessed." },
      { id = "PI1.3", strength = "partial", not_shown = "Whether processing errors are found and corrected." },
    ]
    account_baseline = ["aws_config_configuration_recorder"]
    description      = "Config keeps the history of how each resource was set up: without it nobody can say what a bucket or a role looked like half a year ago, in the middle of the audit period. It takes a recorder, a place to deliver to and the switch that starts it."
    remediation = {
      text   = "Declare a recorder, an `aws_config_delivery_channel`, and an `aws_config_configuration_recorder_status` with `is_enabled = true` in the baseline of the account."
      before = <<-EOT
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
          is_enabled = false
        }

        resource "aws_config_delivery_channel" "main" {
          name           = "main"
          s3_bucket_name = "example-config"
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

        resource "aws_config_delivery_channel" "main" {
          name           = "main"
          s3_bucket_name = "example-config"
        }
      EOT
    }
    references = [
      "https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/config_configuration_recorder",
      "https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/config_configuration_recorder_status",
      "https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/config_delivery_channel",
      "https://docs.aws.amazon.com/config/latest/developerguide/stop-start-recorder.html",
    ]
  }
}

policy {
  required_providers {
    aws = { source = "hashicorp/aws", version = ">= 5.0.0, < 7.0.0" }
  }
}

resource_policy "aws_config_configuration_recorder" "recorder_present" {
  enforce {
    condition     = core::length(core::getresources("aws_config_configuration_recorder_status", { name = attrs.name, is_enabled = true })) > 0
    error_message = "This recorder is not started; add an `aws_config_configuration_recorder_status` of its name with `is_enabled = true`."
  }

  enforce {
    condition     = core::length(core::getresources("aws_config_delivery_channel", {})) > 0
    error_message = "This recorder has nowhere to deliver to; add an `aws_config_delivery_channel`."
  }
}
