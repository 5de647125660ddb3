module "gone" {
  source = "./modules/gone"
}

module "vpc" {
  source  = "terraform-aws-modules/vpc/aws"
  version = "~> 5.0"
}

resource "aws_kms_key" "data" {
  description         = "Still judged"
  enable_key_rotation = false
}
