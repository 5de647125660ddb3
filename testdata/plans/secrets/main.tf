# Sensitive values reach a plan; none of them may be told.
terraform {
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "~> 5.0"
    }
  }
}

provider "aws" {
  region = "us-east-1"
}

variable "password" {
  type      = string
  sensitive = true
  default   = "sesame-open-4711"
}

variable "acl" {
  type      = string
  sensitive = true
  default   = "public-read"
}

resource "aws_db_instance" "main" {
  identifier              = "main"
  allocated_storage       = 20
  engine                  = "postgres"
  instance_class          = "db.t3.micro"
  username                = "app"
  password                = var.password
  backup_retention_period = 0
  publicly_accessible     = true
  skip_final_snapshot     = true
}

resource "aws_s3_bucket" "open" {
  bucket = "bucket-${var.password}"
}

resource "aws_s3_bucket_acl" "open" {
  bucket = aws_s3_bucket.open.id
  acl    = var.acl
}

resource "aws_instance" "web" {
  ami           = "ami-12345678"
  instance_type = "t3.micro"
  user_data     = "export PASSWORD=${var.password}"
}
