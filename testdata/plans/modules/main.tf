# Modules with count and for_each, ids that go into modules and out of them, provider defaults.
terraform {
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "~> 5.0"
    }
  }
}

provider "aws" {
  region = "eu-west-1"
}

module "store" {
  source   = "./modules/store"
  for_each = { orders = true, drafts = false }
  name     = each.key
  private  = each.value
}

module "network" {
  source = "./modules/network"
  count  = 2
  number = count.index
}

resource "aws_s3_bucket_versioning" "orders" {
  bucket = module.store["orders"].bucket_id

  versioning_configuration {
    status = "Enabled"
  }
}

resource "aws_security_group_rule" "ssh" {
  type              = "ingress"
  from_port         = 22
  to_port           = 22
  protocol          = "tcp"
  cidr_blocks       = ["0.0.0.0/0"]
  security_group_id = module.network[1].group_id
}

resource "aws_db_instance" "main" {
  identifier          = "main"
  allocated_storage   = 20
  engine              = "postgres"
  instance_class      = "db.t3.micro"
  username            = "app"
  password            = "an-example-which-is-no-secret"
  skip_final_snapshot = true
}

resource "aws_ebs_volume" "data" {
  count             = 2
  availability_zone = "eu-west-1a"
  size              = 10
  encrypted         = count.index == 0
}
