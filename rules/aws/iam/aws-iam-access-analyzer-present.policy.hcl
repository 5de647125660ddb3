locals {
  soc2_aws_iam_access_analyzer_present = {
    title    = "IAM Access Analyzer is enabled"
    severity = "high"
    preset   = "default"
    since    = "0.1.0"
    criteria = [
      { id = "CC6.1", strength = "supports", not_shown = "Whether every region that is used has an analyzer, and whether findings are resolved." },
      { id = "CC7.1", strength = "partial", not_shown = "Who reads the findings." },
    ]
    account_baseline = ["aws_accessanalyzer_analyzer"]
    description      = "Access Analyzer tells which buckets, roles, keys and queues somebody outside can reach, also those made by hand. Auditors ask how you would notice a resource shared by mistake; an analyzer of unused access does not answer that."
    remediation = {
      text   = "Declare an `aws_accessanalyzer_analyzer` of type `ACCOUNT` or `ORGANIZATION` in the account's baseline."
      before = <<-EOT
        resource "aws_accessanalyzer_analyzer" "main" {
          analyzer_name = "main"
          type          = "ACCOUNT_UNUSED_ACCESS"
        }
      EOT
      after  = <<-EOT
        resource "aws_accessanalyzer_analyzer" "main" {
          analyzer_name = "main"
          type          = "ACCOUNT"
        }
      EOT
    }
    references = [
      "https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/accessanalyzer_analyzer",
      "https://docs.aws.amazon.com/IAM/latest/UserGuide/what-is-access-analyzer.html",
    ]
  }
}

policy {
  required_providers {
    aws = { source = "hashicorp/aws", version = ">= 5.0.0, < 7.0.0" }
  }
}

resource_policy "aws_accessanalyzer_analyzer" "access_analyzer_present" {
  locals {
    others = [
      for a in core::getresources("aws_accessanalyzer_analyzer", {}) : a
      if a.type == null || a.type == "ACCOUNT" || a.type == "ORGANIZATION"
    ]
  }

  enforce {
    condition     = attrs.type == null || attrs.type == "ACCOUNT" || attrs.type == "ORGANIZATION" || core::length(local.others) > 0
    error_message = "This analyzer does not look for access from outside; declare one of type `ACCOUNT` or `ORGANIZATION` too."
  }
}
