locals {
  soc2_aws_iam_role_service_trust_confused_deputy = {
    title    = "Service trust policies are bound to the source account or ARN where the service supports it"
    severity = "low"
    preset   = "strict"
    since    = "0.1.0"
    criteria = [
      { id = "CC6.1", strength = "partial", not_shown = "Whether the service sends the source of its calls in every case." },
    ]
    description = "Services such as CloudTrail or Config use the roles of many customers. Without a condition on the source, somebody else's trail or rule may make the service use your role."
    remediation = {
      text   = "Add a condition on `aws:SourceAccount` or `aws:SourceArn`."
      before = <<-EOT
        resource "aws_iam_role" "app" {
          name = "app"

          assume_role_policy = jsonencode({
            Version = "2012-10-17"
            Statement = [{
              Effect = "Allow"
              Action = "sts:AssumeRole"
              Principal = {
                Service = "cloudtrail.amazonaws.com"
              }
            }]
          })
        }
      EOT
      after  = <<-EOT
        resource "aws_iam_role" "app" {
          name = "app"

          assume_role_policy = jsonencode({
            Version = "2012-10-17"
            Statement = [{
              Effect = "Allow"
              Action = "sts:AssumeRole"
              Principal = {
                Service = "cloudtrail.amazonaws.com"
              }
              Condition = {
                StringEquals = {
                  "aws:SourceAccount" = "123456789012"
                }
              }
            }]
          })
        }
      EOT
    }
    references = [
      "https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/iam_role",
      "https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html",
    ]
  }
}

policy {
  required_providers {
    aws = { source = "hashicorp/aws", version = ">= 5.0.0, < 7.0.0" }
  }
}

resource_policy "aws_iam_role" "role_service_trust_confused_deputy" {
  locals {
    statements = plugin::soc2::policy_statements(attrs.assume_role_policy)
    keys = ["aws:SourceAccount", "aws:SourceArn", "aws:SourceOrgID", "aws:SourceOrgPaths"]
    open = [
      for s in local.statements : s
      if s.effect == "Allow" &&
      core::length([
        for p in s.principals : p
        if p.type == "Service" && core::contains(plugin::soc2::iam_list("calling-services"), core::split(".", p.identifier)[0])
      ]) > 0 &&
      !plugin::soc2::requires_condition(s, local.keys)
    ]
  }

  enforce {
    condition     = core::length(local.open) == 0
    error_message = "A service that works for many accounts may use this role on anybody's behalf; add a condition on `aws:SourceAccount` or `aws:SourceArn`."
  }
}
