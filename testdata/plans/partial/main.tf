# Values that a plan shows as one unknown, or in part, and of which source knows more.
terraform {
  required_providers {
    aws = { source = "hashicorp/aws", version = "~> 5.0" }
  }
}

provider "aws" {
  region = "us-east-1"
}

variable "principals" {
  type    = map(string)
  default = { open = "*" }
}

variable "ports" {
  type    = list(number)
  default = [22, 443]
}

resource "aws_sqs_queue" "dead" {
  name_prefix = "dead-"
}

# The whole document is unknown, for one ARN in it; who may use the queue stands in a variable.
resource "aws_sqs_queue" "public" {
  name = "public"
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [for name, principal in var.principals : {
      Sid       = title(name)
      Effect    = "Allow"
      Principal = principal
      Action    = "sqs:*"
      Resource  = aws_sqs_queue.dead.arn
    }]
  })
}

module "queues" {
  source   = "./modules/queue"
  for_each = { private = "arn:aws:iam::123456789012:role/worker", partner = "*" }
  name     = each.key
  who      = each.value
  target   = aws_sqs_queue.dead.arn
}

# One unknown element in a list and in sets of blocks, which a plan keeps in another order.
resource "aws_security_group" "source" {
  name = "source"
}

resource "aws_security_group" "doors" {
  name        = "doors"
  description = "Doors"

  ingress {
    description     = "From a group"
    from_port       = 8080
    to_port         = 8080
    protocol        = "tcp"
    security_groups = [aws_security_group.source.id]
  }

  dynamic "ingress" {
    for_each = var.ports
    content {
      description = "Port ${ingress.value}"
      from_port   = ingress.value
      to_port     = ingress.value
      protocol    = "tcp"
      cidr_blocks = ["0.0.0.0/0"]
    }
  }
}

# A document between texts, with an id in it.
resource "aws_iam_policy" "heredoc" {
  name   = "heredoc"
  policy = <<EOT
{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Allow", "Action": "sqs:SendMessage", "Resource": "${aws_sqs_queue.dead.arn}" },
    { "Effect": "Allow", "Action": "*", "Resource": "*" }
  ]
}
EOT
}

# Environment of a container: one of its values is not known yet, and one is a secret.
resource "aws_ecs_task_definition" "worker" {
  family = "worker"
  container_definitions = jsonencode([{
    name       = "worker"
    image      = "worker:1"
    privileged = true
    environment = [
      { name = "QUEUE", value = aws_sqs_queue.dead.url },
      { name = "MODE", value = "fast" },
    ]
  }])
}
