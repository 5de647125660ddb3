# What `plan.json` beside it was planned from with Terraform 1.11 and the AWS provider 5.100. The generator of large plans repeats
# everything of that plan that is named after one of the four kinds: `block_000000` (blocks of their own), `instance_000000`
# (instances of the same blocks), `module_000000` (module calls) and `unresolved_000000` (references that a plan does not show).
terraform {
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "~> 5.0"
    }
  }
}

provider "aws" {
  region = "eu-central-1"

  default_tags {
    tags = {
      Environment = "production"
      Owner       = "platform"
    }
  }
}

variable "instances" {
  type    = set(string)
  default = ["instance_000000"]
}

variable "modules" {
  type    = set(string)
  default = ["module_000000"]
}

locals {
  # Through a map, so that a plan shows only `local.buckets`.
  buckets = { unresolved_000000 = aws_s3_bucket.unresolved_000000.id }
  groups  = { unresolved_000000 = aws_security_group.unresolved_000000.id }
}

# Blocks of their own.

resource "aws_kms_key" "block_000000" {
  description         = "Data of block_000000"
  enable_key_rotation = true
}

resource "aws_s3_bucket" "block_000000" {
  bucket = "example-block_000000"

  tags = {
    Name       = "block_000000"
    CostCenter = "4711"
  }
}

resource "aws_s3_bucket_public_access_block" "block_000000" {
  bucket                  = aws_s3_bucket.block_000000.id
  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = true
}

resource "aws_s3_bucket_versioning" "block_000000" {
  bucket = aws_s3_bucket.block_000000.id

  versioning_configuration {
    status = "Enabled"
  }
}

resource "aws_s3_bucket_server_side_encryption_configuration" "block_000000" {
  bucket = aws_s3_bucket.block_000000.id

  rule {
    apply_server_side_encryption_by_default {
      sse_algorithm     = "aws:kms"
      kms_master_key_id = aws_kms_key.block_000000.arn
    }
  }
}

data "aws_iam_policy_document" "block_000000" {
  statement {
    sid       = "Tls"
    effect    = "Deny"
    actions   = ["s3:*"]
    resources = [aws_s3_bucket.block_000000.arn, "${aws_s3_bucket.block_000000.arn}/*"]

    principals {
      type        = "*"
      identifiers = ["*"]
    }

    condition {
      test     = "Bool"
      variable = "aws:SecureTransport"
      values   = ["false"]
    }
  }
}

resource "aws_s3_bucket_policy" "block_000000" {
  bucket = aws_s3_bucket.block_000000.id
  policy = data.aws_iam_policy_document.block_000000.json
}

data "aws_iam_policy_document" "assume_block_000000" {
  statement {
    actions = ["sts:AssumeRole"]

    principals {
      type        = "Service"
      identifiers = ["ec2.amazonaws.com"]
    }
  }
}

resource "aws_iam_role" "block_000000" {
  name               = "block_000000"
  assume_role_policy = data.aws_iam_policy_document.assume_block_000000.json
}

resource "aws_iam_role_policy" "block_000000" {
  name = "read"
  role = aws_iam_role.block_000000.id

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      { Effect = "Allow", Action = ["s3:GetObject", "s3:ListBucket"], Resource = "arn:aws:s3:::example-block_000000/*" },
      { Effect = "Allow", Action = "logs:PutLogEvents", Resource = "*" },
    ]
  })
}

resource "aws_security_group" "block_000000" {
  name        = "block_000000"
  description = "Web tier of block_000000"

  ingress {
    description = "HTTPS from the network"
    from_port   = 443
    to_port     = 443
    protocol    = "tcp"
    cidr_blocks = ["10.0.0.0/8"]
  }

  ingress {
    description = "SSH from everywhere"
    from_port   = 22
    to_port     = 22
    protocol    = "tcp"
    cidr_blocks = ["0.0.0.0/0"]
  }

  egress {
    from_port   = 0
    to_port     = 0
    protocol    = "-1"
    cidr_blocks = ["0.0.0.0/0"]
  }
}

resource "aws_security_group_rule" "block_000000" {
  type              = "ingress"
  from_port         = 5432
  to_port           = 5432
  protocol          = "tcp"
  cidr_blocks       = ["10.1.0.0/16"]
  security_group_id = aws_security_group.block_000000.id
}

resource "aws_instance" "block_000000" {
  ami                    = "ami-0123456789abcdef0"
  instance_type          = "t3.small"
  vpc_security_group_ids = [aws_security_group.block_000000.id]

  metadata_options {
    http_tokens = "required"
  }

  root_block_device {
    encrypted  = true
    kms_key_id = aws_kms_key.block_000000.arn
  }

  tags = {
    Name = "block_000000"
  }
}

# Instances of the same blocks.

resource "aws_s3_bucket" "wide" {
  for_each = var.instances
  bucket   = "example-${each.key}"

  tags = {
    Name = each.key
  }
}

resource "aws_s3_bucket_public_access_block" "wide" {
  for_each                = var.instances
  bucket                  = aws_s3_bucket.wide[each.key].id
  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = true
}

resource "aws_s3_bucket_versioning" "wide" {
  for_each = aws_s3_bucket.wide
  bucket   = each.value.id

  versioning_configuration {
    status = "Suspended"
  }
}

resource "aws_security_group" "wide" {
  for_each    = var.instances
  name        = each.key
  description = "Service ${each.key}"
}

resource "aws_vpc_security_group_ingress_rule" "wide" {
  for_each          = var.instances
  security_group_id = aws_security_group.wide[each.key].id
  ip_protocol       = "tcp"
  from_port         = 443
  to_port           = 443
  cidr_ipv4         = "10.0.0.0/8"
}

resource "aws_instance" "wide" {
  for_each               = var.instances
  ami                    = "ami-0123456789abcdef0"
  instance_type          = "t3.small"
  vpc_security_group_ids = [aws_security_group.wide[each.key].id]

  tags = {
    Name = each.key
  }
}

resource "aws_cloudwatch_log_group" "wide" {
  for_each          = var.instances
  name              = "/service/${each.key}"
  retention_in_days = 400
}

# Module calls.

module "module_000000" {
  source = "./modules/service"
  count  = 2
  name   = "example-module_000000-${count.index}"
}

resource "aws_s3_bucket_versioning" "module_000000" {
  bucket = module.module_000000[0].bucket_id

  versioning_configuration {
    status = "Enabled"
  }
}

resource "aws_security_group_rule" "module_000000" {
  type              = "ingress"
  from_port         = 22
  to_port           = 22
  protocol          = "tcp"
  cidr_blocks       = ["0.0.0.0/0"]
  security_group_id = module.module_000000[1].group_id
}

module "wide" {
  source   = "./modules/service"
  for_each = var.modules
  name     = "wide-${each.key}"
}

resource "aws_s3_bucket_versioning" "of_modules" {
  for_each = var.modules
  bucket   = module.wide[each.key].bucket_id

  versioning_configuration {
    status = "Enabled"
  }
}

# References that a plan does not show.

resource "aws_s3_bucket" "unresolved_000000" {
  bucket_prefix = "unresolved_000000"
}

resource "aws_s3_bucket_public_access_block" "unresolved_000000" {
  bucket                  = local.buckets["unresolved_000000"]
  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = true
}

resource "aws_s3_bucket_versioning" "unresolved_000000" {
  bucket = local.buckets["unresolved_000000"]

  versioning_configuration {
    status = "Enabled"
  }
}

resource "aws_security_group" "unresolved_000000" {
  name_prefix = "unresolved_000000"
}

resource "aws_security_group_rule" "unresolved_000000" {
  type              = "ingress"
  from_port         = 22
  to_port           = 22
  protocol          = "tcp"
  cidr_blocks       = ["0.0.0.0/0"]
  security_group_id = local.groups["unresolved_000000"]
}
