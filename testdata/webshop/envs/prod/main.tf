terraform {
  required_version = ">= 1.6"

  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "~> 5.80"
    }
  }
}

provider "aws" {
  region = var.region
}

locals {
  buckets = {
    images = "product pictures"
    orders = "invoices"
    trail  = "audit log"
  }
}

resource "aws_kms_key" "data" {
  description         = "Everything the shop keeps"
  enable_key_rotation = var.rotate_keys
  policy              = file("${path.module}/key-policy.json")
}

module "buckets" {
  source = "../../modules/bucket"

  prefix              = "webshop-prod"
  names               = local.buckets
  kms_key_arn         = aws_kms_key.data.arn
  block_public_policy = var.block_public_policy
}

module "network" {
  source = "../../modules/network"

  public_ports = [80, 443]
  admin_ranges = var.admin_ranges
}

module "audit" {
  source = "../../modules/audit"

  bucket      = module.buckets.ids["trail"]
  kms_key_arn = aws_kms_key.data.arn
}
