# What the other pairs leave out: `import` and `check`, override files, JSON syntax, files and templates, providers of modules.
terraform {
  required_providers {
    aws = { source = "hashicorp/aws", version = "~> 5.0" }
  }
}

provider "aws" {
  region = "us-east-1"
}

provider "aws" {
  alias  = "east"
  region = "eu-west-1"
}

variable "retention" {
  type     = number
  nullable = false
  default  = 30

  validation {
    condition     = var.retention > 0
    error_message = "Logs must be kept."
  }
}

variable "trail" {
  type    = bool
  default = true
}

locals {
  settings = yamldecode(file("${path.module}/settings.yaml"))
  volumes  = jsondecode(file("${path.module}/volumes.json"))
  by_kind  = { for name, volume in local.volumes : volume.kind => name... }
  old      = <<-EOT
    kept ${join(", ", sort(keys(local.volumes)))}
  EOT
}

data "aws_vpc" "default" {
  default = true
}

data "aws_availability_zones" "all" {
  state = "available"
}

# It exists already.
import {
  to = aws_vpc.default
  id = data.aws_vpc.default.id
}

resource "aws_vpc" "default" {
  cidr_block = "172.31.0.0/16"
}

check "is_default" {
  data "aws_vpc" "checked" {
    id = aws_vpc.default.id
  }

  assert {
    condition     = data.aws_vpc.checked.cidr_block == "172.31.0.0/16"
    error_message = "Another network."
  }
}

# A module with another provider configuration, as often as a file says.
module "zones" {
  source    = "./modules/zone"
  count     = length(local.settings.zones)
  providers = { aws = aws.east }
  settings  = local.settings.zones[count.index]
}

resource "aws_ebs_volume" "of" {
  for_each          = local.volumes
  availability_zone = data.aws_availability_zones.all.names[0]
  size              = each.value.size
  encrypted         = try(each.value.encrypted, false)
  kms_key_id        = can(each.value.key) ? aws_kms_key.one[0].arn : null
}

# One or none, and who looks it up.
resource "aws_kms_key" "one" {
  count               = contains(keys(local.by_kind), "secret") ? 1 : 0
  description         = trimspace(local.old)
  enable_key_rotation = false

  lifecycle {
    precondition {
      condition     = length(local.volumes) > 0
      error_message = "There is nothing to encrypt."
    }
  }
}

resource "aws_kms_alias" "one" {
  name          = format("alias/%s-%02d", "volumes", length(local.volumes))
  target_key_id = one(aws_kms_key.one[*].key_id)
}

resource "aws_s3_bucket" "trail" {
  count  = var.trail ? 1 : 0
  bucket = replace("trail_of_pairs", "_", "-")
}

resource "aws_s3_bucket_policy" "trail" {
  count  = length(aws_s3_bucket.trail)
  bucket = aws_s3_bucket.trail.*.id[count.index]
  policy = templatefile("${path.module}/policy.json.tftpl", {
    bucket  = aws_s3_bucket.trail[0].bucket
    actions = flatten(["s3:GetObject", [["s3:PutObject"]]])
  })
}

resource "aws_cloudtrail" "all" {
  count                      = var.trail ? 1 : 0
  name                       = "all"
  s3_bucket_name             = aws_s3_bucket.trail[0].id
  is_multi_region_trail      = false
  enable_log_file_validation = false

  dynamic "event_selector" {
    for_each = local.settings.selectors
    iterator = selector
    content {
      read_write_type           = selector.value.type
      include_management_events = selector.value["management"]

      dynamic "data_resource" {
        for_each = toset(coalesce(selector.value.buckets, []))
        content {
          type   = "AWS::S3::Object"
          values = ["${data_resource.key}/"]
        }
      }
    }
  }
}

# The override file opens it.
resource "aws_db_instance" "main" {
  identifier              = "main"
  engine                  = "postgres"
  instance_class          = "db.t3.micro"
  allocated_storage       = 20
  username                = "app_owner"
  password_wo             = "an-example-which-is-no-secret"
  password_wo_version     = 1
  publicly_accessible     = false
  storage_encrypted       = true
  backup_retention_period = min(var.retention, 7)
  skip_final_snapshot     = true
}
