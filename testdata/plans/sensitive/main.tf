terraform {
  required_providers {
    aws = { source = "hashicorp/aws", version = "~> 5.0" }
  }
}

provider "aws" {
  region = "us-east-1"
}

variable "password" {
  type      = string
  sensitive = true
}

variable "settings" {
  type      = object({ token = string, port = number })
  sensitive = true
}

# The schema says that these are secrets, and the caller that what they are set to is one.
resource "aws_db_instance" "main" {
  identifier          = "main"
  engine              = "postgres"
  instance_class      = "db.t3.micro"
  allocated_storage   = 20
  username            = "admin"
  password            = var.password
  publicly_accessible = true
  skip_final_snapshot = true
}

resource "aws_ssm_parameter" "plain" {
  name  = "/app/${nonsensitive(sha256("plain"))}"
  type  = "String"
  value = "token=${var.settings.token}"
}

# A secret in a place that rules quote.
resource "aws_security_group" "doors" {
  name        = "doors"
  description = var.settings.token

  ingress {
    description = var.password
    from_port   = var.settings.port
    to_port     = var.settings.port
    protocol    = "tcp"
    cidr_blocks = ["0.0.0.0/0"]
  }
}

# A map of which one element is a secret, and a document that holds one.
resource "aws_lambda_function" "worker" {
  function_name = "worker"
  role          = "arn:aws:iam::123456789012:role/worker"
  handler       = "index.handler"
  runtime       = "nodejs22.x"
  s3_bucket     = "code"
  s3_key        = "worker.zip"

  environment {
    variables = {
      MODE  = "fast"
      TOKEN = var.settings.token
    }
  }
}

resource "aws_iam_policy" "named" {
  name = "named"
  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "*", Resource = "*", Sid = var.settings.token }]
  })
}

resource "aws_s3_bucket" "named" {
  bucket = "b-${var.settings.token}"
  tags   = { Secret = var.password, Team = "web" }
}
