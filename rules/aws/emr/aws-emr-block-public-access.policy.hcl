locals {
  soc2_aws_emr_block_public_access = {
    title    = "EMR block public access is on"
    severity = "high"
    preset   = "default"
    since    = "0.1.0"
    criteria = [
      { id = "CC6.6", strength = "supports", not_shown = "Whether security groups and routes of other configurations open another way in." },
      { id = "CC6.1", strength = "partial", not_shown = "Whether those who can reach it have to authenticate, and how well." },
    ]
    description = "The account-wide block stops clusters from starting with security groups that are open to the internet. It is on unless somebody turns it off or permits ports; only SSH is permitted by AWS's own default."
    remediation = {
      text   = "Set `block_public_security_group_rules = true` and permit no ports but 22."
      before = <<-EOT
        resource "aws_emr_block_public_access_configuration" "main" {
          block_public_security_group_rules = false
        }
      EOT
      after  = <<-EOT
        resource "aws_emr_block_public_access_configuration" "main" {
          block_public_security_group_rules = true
        }
      EOT
    }
    references = [
      "https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/emr_block_public_access_configuration",
      "https://docs.aws.amazon.com/emr/latest/ManagementGuide/emr-block-public-access.html",
    ]
  }
}

policy {
  required_providers {
    aws = { source = "hashicorp/aws", version = ">= 5.0.0, < 7.0.0" }
  }
}

resource_policy "aws_emr_block_public_access_configuration" "block_public_access" {
  enforce {
    condition     = attrs.block_public_security_group_rules == true
    error_message = "Clusters may start with security groups open to the internet; set `block_public_security_group_rules = true`."
  }

  enforce {
    condition     = core::length([for r in attrs.permitted_public_security_group_rule_range : r if !(r.min_range == 22 && r.max_range == 22)]) == 0
    error_message = "The block permits public ports besides SSH; remove the `permitted_public_security_group_rule_range` or narrow it to 22."
  }
}
