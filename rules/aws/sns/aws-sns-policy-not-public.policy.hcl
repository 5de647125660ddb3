locals {
  soc2_aws_sns_policy_not_public = {
    title    = "SNS topic policies grant nothing to the public"
    severity = "high"
    preset   = "default"
    since    = "0.1.0"
    criteria = [
      { id = "CC6.1", strength = "supports", not_shown = "What the policy allows to named principals." },
      { id = "CC6.6", strength = "supports", not_shown = "Who the subscribers of the topic are." },
    ]
    description = "A topic that everyone may use takes messages from anybody and gives yours to anybody who subscribes. The policy that AWS writes itself is limited by `aws:SourceOwner` and passes."
    remediation = {
      text   = "Name the principals, or limit the statement by `aws:SourceArn`, `aws:SourceAccount` or `aws:PrincipalOrgID`."
      before = <<-EOT
        resource "aws_sns_topic" "main" {
          name = "orders"
        }

        resource "aws_sns_topic_policy" "main" {
          arn = aws_sns_topic.main.arn

          policy = jsonencode({
            Version = "2012-10-17"
            Statement = [{
              Effect    = "Allow"
              Principal = "*"
              Action    = "sns:Publish"
              Resource  = aws_sns_topic.main.arn
            }]
          })
        }
      EOT
      after  = <<-EOT
        resource "aws_sns_topic" "main" {
          name = "orders"
        }

        resource "aws_sns_topic_policy" "main" {
          arn = aws_sns_topic.main.arn

          policy = jsonencode({
            Version = "2012-10-17"
            Statement = [{
              Effect    = "Allow"
              Principal = { AWS = "arn:aws:iam::123456789012:role/orders" }
              Action    = "sns:Publish"
              Resource  = aws_sns_topic.main.arn
            }]
          })
        }
      EOT
    }
    references = [
      "https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/sns_topic_policy",
      "https://docs.aws.amazon.com/sns/latest/dg/sns-access-policy-use-cases.html",
    ]
  }
}

policy {
  required_providers {
    aws = { source = "hashicorp/aws", version = ">= 5.0.0, < 7.0.0" }
  }
}

resource_policy "aws_sns_topic_policy" "policy_not_public" {
  enforce {
    condition     = core::length([for s in plugin::soc2::policy_statements(attrs.policy) : s if plugin::soc2::is_public_statement(s)]) == 0
    error_message = "The policy lets everyone use this topic; name the principals, or limit the statement by `aws:SourceArn`, `aws:SourceAccount` or `aws:PrincipalOrgID`."
  }
}

resource_policy "aws_sns_topic" "policy_not_public" {
  enforce {
    condition     = core::length([for s in plugin::soc2::policy_statements(attrs.policy) : s if plugin::soc2::is_public_statement(s)]) == 0
    error_message = "The policy lets everyone use this topic; name the principals, or limit the statement by `aws:SourceArn`, `aws:SourceAccount` or `aws:PrincipalOrgID`."
  }
}
