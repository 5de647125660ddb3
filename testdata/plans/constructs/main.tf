terraform {
  required_providers {
    aws = { source = "hashicorp/aws", version = "~> 5.0" }
  }
}

provider "aws" {
  region = var.region
}

provider "aws" {
  alias  = "west"
  region = "us-west-2"
}

data "aws_caller_identity" "current" {}

data "aws_region" "current" {}

data "aws_partition" "current" {}

# Joined by a reference to an id that only apply knows.
resource "aws_vpc" "main" {
  cidr_block = cidrsubnet(var.network.cidr, 8, 16)
  tags       = merge(local.tags, { Name = "main" })
}

module "network" {
  source = "./modules/network"
  vpc_id = aws_vpc.main.id
  doors  = { for name, door in var.network.doors : name => door if door.enabled }
}

# A module for each of a map, and one key of it is wrong.
module "buckets" {
  source   = "./modules/bucket"
  for_each = var.buckets
  name     = "${local.prefix}-${each.key}"
  settings = each.value
}

# A counted resource, joined by `count.index`, and a splat over it.
resource "aws_kms_key" "counted" {
  count               = length(var.keys)
  description         = var.keys[count.index]
  enable_key_rotation = count.index == 0
}

resource "aws_kms_alias" "counted" {
  count         = length(var.keys)
  name          = "alias/${var.keys[count.index]}"
  target_key_id = aws_kms_key.counted[count.index].key_id
}

resource "aws_iam_policy" "keys" {
  name = "keys"
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect   = "Allow"
      Action   = ["kms:Decrypt"]
      Resource = "*"
    }]
  })
}

# for_each over a set, and a conditional.
resource "aws_cloudwatch_log_group" "each" {
  for_each          = toset(["api", "worker"])
  name              = "/app/${each.value}"
  retention_in_days = each.key == "api" ? 400 : null
  kms_key_id        = element(aws_kms_key.counted[*].arn, 0)
}

# A dynamic block over a conditional list, nested in another.
resource "aws_s3_bucket" "dynamic" {
  bucket = "${local.prefix}-dynamic"
}

resource "aws_s3_bucket_lifecycle_configuration" "dynamic" {
  bucket = aws_s3_bucket.dynamic.id

  dynamic "rule" {
    for_each = var.rules
    content {
      id     = rule.key
      status = rule.value.enabled ? "Enabled" : "Disabled"

      dynamic "transition" {
        for_each = rule.value.days == null ? [] : [rule.value.days]
        content {
          days          = transition.value
          storage_class = "GLACIER"
        }
      }

      filter {}
    }
  }
}

data "aws_iam_policy_document" "trust" {
  statement {
    actions = ["sts:AssumeRole"]
    principals {
      type        = "AWS"
      identifiers = var.trusted
    }
  }
}

resource "aws_iam_role" "open" {
  name               = "open"
  assume_role_policy = data.aws_iam_policy_document.trust.json
}

data "aws_iam_policy_document" "admin" {
  statement {
    actions   = ["*"]
    resources = ["*"]
  }

  dynamic "statement" {
    for_each = local.denied
    content {
      effect    = "Deny"
      actions   = [statement.value]
      resources = ["arn:${data.aws_partition.current.partition}:s3:::*"]
    }
  }
}

resource "aws_iam_role_policy" "admin" {
  name   = "admin"
  role   = aws_iam_role.open.id
  policy = data.aws_iam_policy_document.admin.json
}

# A template with directives.
resource "aws_iam_policy" "templated" {
  name   = "templated"
  policy = <<-EOT
    {
      "Version": "2012-10-17",
      "Statement": [
        %{for index, action in local.actions~}
        { "Effect": "Allow", "Action": "${action}", "Resource": "*" }%{if index < length(local.actions) - 1},%{endif}
        %{endfor~}
      ]
    }
  EOT
}

# Another provider configuration, and an argument that is null by a condition.
resource "aws_ebs_volume" "west" {
  provider          = aws.west
  availability_zone = "us-west-2a"
  size              = 8
  encrypted         = var.encrypt ? true : null

  lifecycle {
    ignore_changes = [tags]
  }
}

moved {
  from = aws_ebs_volume.old
  to   = aws_ebs_volume.west
}

removed {
  from = aws_ebs_volume.gone

  lifecycle {
    destroy = false
  }
}

resource "aws_db_instance" "main" {
  identifier          = "main"
  engine              = "postgres"
  instance_class      = "db.t3.micro"
  allocated_storage   = 20
  username            = "app_owner"
  password            = var.password
  publicly_accessible = try(var.network.public, true)
  storage_encrypted   = lookup({ production = true }, terraform.workspace, false)
  skip_final_snapshot = true
}

output "places" {
  value = "${data.aws_caller_identity.current.account_id}:${data.aws_region.current.name}"
}
