locals {
  soc2_aws_guardduty_present = {
    title    = "GuardDuty is enabled in the account"
    severity = "high"
    preset   = "default"
    since    = "0.1.0"
    criteria = [
      { id = "CC7.2", strength = "supports", not_shown = "Regions without a detector, and whether findings reach anybody." },
      { id = "CC7.1", strength = "partial", not_shown = "Which vulnerabilities are looked for besides." },
      { id = "CC6.8", strength = "partial", not_shown = "Whether malware protection is on for every workload." },
      { id = "CC3.1", strength = "partial", not_shown = "The objectives that risks are assessed against." },
      { id = "CC3.2", strength = "partial", not_shown = "Whether the findings enter the risk assessment." },
      { id = "CC4.2", strength = "partial", not_shown = "Whether deficiencies are told to those who correct them." },
      { id = "CC6.6", strength = "partial", not_shown = "What keeps attackers out; it shows only that they are looked for." },
      { id = "CC7.3", strength = "partial", not_shown = "Whether people evaluate the findings." },
      { id = "CC7.4", strength = "partial", not_shown = "Whether there is a response to findings." },
    ]
    account_baseline = ["aws_guardduty_detector"]
    description      = "GuardDuty reads CloudTrail, DNS and flow logs for signs of misuse and is the detection that auditors ask for by name on AWS. A suspended detector detects nothing. One detector is needed in each region in use; where another account manages it for the organization, that is a reason for an exception."
    remediation = {
      text   = "Declare an `aws_guardduty_detector` that is on in the account's baseline."
      before = <<-EOT
        resource "aws_guardduty_detector" "main" {
          enable = false
        }
      EOT
      after  = <<-EOT
        resource "aws_guardduty_detector" "main" {
          enable = true
        }
      EOT
    }
    references = [
      "https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/guardduty_detector",
      "https://docs.aws.amazon.com/guardduty/latest/ug/guardduty_settingup.html",
    ]
  }
}

policy {
  required_providers {
    aws = { source = "hashicorp/aws", version = ">= 5.0.0, < 7.0.0" }
  }
}

resource_policy "aws_guardduty_detector" "present" {
  enforce {
    condition     = attrs.enable != false
    error_message = "This detector is suspended and detects nothing; remove `enable = false`."
  }
}
