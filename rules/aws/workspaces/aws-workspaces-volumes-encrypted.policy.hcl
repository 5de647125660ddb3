locals {
  soc2_aws_workspaces_volumes_encrypted = {
    title    = "WorkSpaces root and user volumes are encrypted"
    severity = "high"
    preset   = "default"
    since    = "0.1.0"
    criteria = [
      { id = "CC6.1", strength = "supports", not_shown = "Who may use the key and read the data through the service." },
      { id = "C1.1", strength = "partial", not_shown = "Whether confidential data is kept here and nowhere else." },
    ]
    description = "A desktop holds whatever its user opened: mail, exports, keys. Both volumes are in clear text unless encryption is asked for when the desktop is made; it can't be added later."
    remediation = {
      text   = "Set `root_volume_encryption_enabled` and `user_volume_encryption_enabled` to true, with a `volume_encryption_key`."
      before = <<-EOT
        resource "aws_workspaces_workspace" "desk" {
          directory_id = "d-0123456789"
          bundle_id    = "wsb-0123456789"
          user_name    = "jane"
        }
      EOT
      after  = <<-EOT
        resource "aws_workspaces_workspace" "desk" {
          directory_id                   = "d-0123456789"
          bundle_id                      = "wsb-0123456789"
          user_name                      = "jane"
          root_volume_encryption_enabled = true
          user_volume_encryption_enabled = true
          volume_encryption_key          = "alias/aws/workspaces"
        }
      EOT
    }
    references = [
      "https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/workspaces_workspace",
      "https://docs.aws.amazon.com/workspaces/latest/adminguide/encrypt-workspaces.html",
    ]
  }
}

policy {
  required_providers {
    aws = { source = "hashicorp/aws", version = ">= 5.0.0, < 7.0.0" }
  }
}

resource_policy "aws_workspaces_workspace" "volumes_encrypted" {
  enforce {
    condition     = attrs.root_volume_encryption_enabled == true
    error_message = "The root volume of this desktop is not encrypted; set `root_volume_encryption_enabled = true`."
  }

  enforce {
    condition     = attrs.user_volume_encryption_enabled == true
    error_message = "The user volume of this desktop is not encrypted; set `user_volume_encryption_enabled = true`."
  }
}
