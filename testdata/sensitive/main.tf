variable "db_login" {
  type      = string
  sensitive = true
  default   = "s3cr3t-default"
}

variable "pin" {
  type      = number
  sensitive = true
  default   = "s3cr3t-no-number"
}

variable "admin_word" {
  type = string
}

locals {
  pw_of_local  = "s3cr3t-local"
  pw_of_nested = { inner = { word = "s3cr3t-nested" } }
}

provider "aws" {
  region     = "eu-central-1"
  access_key = "s3cr3t-access"
  secret_key = "s3cr3t-provider"
}

resource "aws_db_instance" "literal" {
  identifier        = "literal"
  engine            = "postgres"
  instance_class    = "db.t4g.medium"
  allocated_storage = 20
  username          = "orders"
  password          = "s3cr3t-lïteral word"
}

resource "aws_db_instance" "variable" {
  engine   = "postgres"
  password = var.db_login
}

resource "aws_db_instance" "local" {
  engine   = "postgres"
  password = local.pw_of_local
}

resource "aws_rds_cluster" "nested" {
  engine          = "aurora-postgresql"
  master_password = local.pw_of_nested.inner.word
}

resource "aws_db_instance" "tfvars" {
  engine   = "postgres"
  password = var.admin_word
}

resource "aws_redshift_cluster" "conditional" {
  cluster_identifier = "x"
  node_type          = "ra3.large"
  master_password    = var.admin_word == "" ? "s3cr3t-then" : "s3cr3t-otherwise ${var.admin_word}"
}

resource "aws_secretsmanager_secret_version" "heredoc" {
  secret_id     = "x"
  secret_string = <<-EOT
    { "word": "s3cr3t-heredoc" }
  EOT
}

resource "aws_lambda_function" "environment" {
  function_name = "x"
  role          = "arn:aws:iam::123456789012:role/x"

  environment {
    variables = { DB_PASSWORD = "s3cr3t-environment", OTHER = "AKIAS3CR3TEXAMPLEZZZ" }
  }
}

resource "aws_s3_bucket_acl" "call" {
  bucket = "bucket-${var.db_login}"
  acl    = sensitive("s3cr3t-call")
}

resource "aws_kms_key" "keys" {
  for_each            = toset([var.db_login])
  enable_key_rotation = false
}

output "told" {
  value     = "s3cr3t-output"
  sensitive = true
}

module "db" {
  source     = "./db"
  key_phrase = "s3cr3t-argument"
}
