locals {
  soc2_aws_kms_key_policy_defined = {
    title    = "KMS keys carry an explicit key policy"
    severity = "low"
    preset   = "strict"
    since    = "0.1.0"
    criteria = [
      { id = "CC6.1", strength = "partial", not_shown = "Whether the policy that is written separates those who manage the key from those who use it." },
    ]
    description = "Without a key policy AWS gives the whole key to the account, and every IAM policy with `kms:*` opens it. A written policy is where an auditor sees who may use and who may manage the key."
    remediation = {
      text   = "Set `policy`, or add an `aws_kms_key_policy` for the key."
      before = <<-EOT
        resource "aws_kms_key" "main" {
          enable_key_rotation = true
        }
      EOT
      after  = <<-EOT
        resource "aws_kms_key" "main" {
          enable_key_rotation = true

          policy = jsonencode({
            Version = "2012-10-17"
            Statement = [{
              Effect    = "Allow"
              Principal = { AWS = "arn:aws:iam::123456789012:root" }
              Action    = "kms:*"
              Resource  = "*"
            }]
          })
        }
      EOT
    }
    references = [
      "https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/kms_key_policy",
      "https://docs.aws.amazon.com/kms/latest/developerguide/key-policies.html",
    ]
  }
}

policy {
  required_providers {
    aws = { source = "hashicorp/aws", version = ">= 5.0.0, < 7.0.0" }
  }
}

resource_policy "aws_kms_key" "key_policy_defined" {
  enforce {
    condition = (
      plugin::soc2::is_set(attrs.policy) ||
      core::length(core::getresources("aws_kms_key_policy", { key_id = attrs.id })) > 0 ||
      core::length(core::getresources("aws_kms_key_policy", { key_id = attrs.arn })) > 0
    )
    error_message = "This key has no policy of its own, so AWS gives it to the whole account; set `policy` or add an `aws_kms_key_policy`."
  }
}
