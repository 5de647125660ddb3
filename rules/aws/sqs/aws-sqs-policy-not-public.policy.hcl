locals {
  soc2_aws_sqs_policy_not_public = {
    title    = "SQS queue policies grant nothing to the public"
    severity = "high"
    preset   = "default"
    since    = "0.1.0"
    criteria = [
      { id = "CC6.1", strength = "supports", not_shown = "What the policy allows to named principals." },
      { id = "CC6.6", strength = "supports", not_shown = "Whether the senders that the policy names check what they send." },
    ]
    description = "A queue that everyone may use takes work from anybody, and who may receive and delete also reads and drops yours. A topic or bucket that sends to the queue is named by `aws:SourceArn`."
    remediation = {
      text   = "Name the principals, or limit the statement by `aws:SourceArn`, `aws:SourceAccount` or `aws:PrincipalOrgID`."
      before = <<-EOT
        resource "aws_sqs_queue" "main" {
          name = "orders"
        }

        resource "aws_sqs_queue_policy" "main" {
          queue_url = aws_sqs_queue.main.id

          policy = jsonencode({
            Version = "2012-10-17"
            Statement = [{
              Effect    = "Allow"
              Principal = "*"
              Action    = "sqs:SendMessage"
              Resource  = aws_sqs_queue.main.arn
            }]
          })
        }
      EOT
      after  = <<-EOT
        resource "aws_sqs_queue" "main" {
          name = "orders"
        }

        resource "aws_sqs_queue_policy" "main" {
          queue_url = aws_sqs_queue.main.id

          policy = jsonencode({
            Version = "2012-10-17"
            Statement = [{
              Effect    = "Allow"
              Principal = { AWS = "arn:aws:iam::123456789012:role/orders" }
              Action    = "sqs:SendMessage"
              Resource  = aws_sqs_queue.main.arn
            }]
          })
        }
      EOT
    }
    references = [
      "https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/sqs_queue_policy",
      "https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-security-best-practices.html",
    ]
  }
}

policy {
  required_providers {
    aws = { source = "hashicorp/aws", version = ">= 5.0.0, < 7.0.0" }
  }
}

resource_policy "aws_sqs_queue_policy" "policy_not_public" {
  enforce {
    condition     = core::length([for s in plugin::soc2::policy_statements(attrs.policy) : s if plugin::soc2::is_public_statement(s)]) == 0
    error_message = "The policy lets everyone use this queue; name the principals, or limit the statement by `aws:SourceArn`, `aws:SourceAccount` or `aws:PrincipalOrgID`."
  }
}

resource_policy "aws_sqs_queue" "policy_not_public" {
  enforce {
    condition     = core::length([for s in plugin::soc2::policy_statements(attrs.policy) : s if plugin::soc2::is_public_statement(s)]) == 0
    error_message = "The policy lets everyone use this queue; name the principals, or limit the statement by `aws:SourceArn`, `aws:SourceAccount` or `aws:PrincipalOrgID`."
  }
}
