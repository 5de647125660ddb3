terraform {
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "~> 5.80"
    }
  }
}

variable "kms_key_arn" {
  type        = string
  description = "Set by the pipeline."
}

variable "admin_ranges" {
  type        = list(string)
  description = "Set by the pipeline."
}

module "buckets" {
  source = "../../modules/bucket"

  prefix      = "webshop-staging"
  names       = { images = "product pictures" }
  kms_key_arn = var.kms_key_arn
}

module "network" {
  source = "../../modules/network"

  admin_ranges = var.admin_ranges
}
