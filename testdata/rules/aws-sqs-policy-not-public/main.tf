variable "organization" {
  type = string
}

resource "aws_sns_topic" "orders" {
  name = "orders"
}

data "aws_iam_policy_document" "topic" {
  statement {
    actions   = ["sqs:SendMessage"]
    resources = [aws_sqs_queue.topic.arn]

    principals {
      type        = "*"
      identifiers = ["*"]
    }

    condition {
      test     = "ArnEquals"
      variable = "aws:SourceArn"
      values   = [aws_sns_topic.orders.arn]
    }
  }
}

resource "aws_sqs_queue" "topic" {
  name = "rules-topic"
}

# expect: pass, limited to a topic
resource "aws_sqs_queue_policy" "topic" {
  queue_url = aws_sqs_queue.topic.id
  policy    = data.aws_iam_policy_document.topic.json
}

# expect: undetermined, var.organization could be a star
resource "aws_sqs_queue_policy" "variable" {
  queue_url = aws_sqs_queue.topic.id

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = "*"
      Action    = "sqs:*"
      Resource  = aws_sqs_queue.topic.arn
      Condition = { StringLike = { "aws:PrincipalOrgID" = var.organization } }
    }]
  })
}

# expect: fail, a heredoc inside the queue
resource "aws_sqs_queue" "heredoc" {
  name = "rules-heredoc"

  policy = <<-EOT
    {
      "Statement": {
        "Effect": "Allow",
        "Principal": { "AWS": "*" },
        "Action": "sqs:SendMessage",
        "Resource": "arn:aws:sqs:*:*:rules-heredoc"
      }
    }
  EOT
}
