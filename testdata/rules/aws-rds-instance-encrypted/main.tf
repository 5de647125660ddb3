variable "engine" {
  type = string
}

provider "aws" {
  region = "eu-west-1"
}

provider "aws" {
  alias  = "central"
  region = "eu-central-1"
}

# expect: pass
resource "aws_db_instance" "orders" {
  engine            = "postgres"
  instance_class    = "db.t4g.medium"
  storage_encrypted = true
}

# expect: not applicable, a replica in the region of its source
resource "aws_db_instance" "by_id" {
  instance_class      = "db.t4g.medium"
  replicate_source_db = aws_db_instance.orders.id
}

# expect: not applicable
resource "aws_db_instance" "by_identifier" {
  instance_class      = "db.t4g.medium"
  replicate_source_db = aws_db_instance.orders.identifier
}

# expect: not applicable, whatever the region of a source that is declared here
resource "aws_db_instance" "by_arn" {
  instance_class       = "db.t4g.medium"
  db_subnet_group_name = "data"
  replicate_source_db  = aws_db_instance.orders.arn
}

# expect: not applicable, in a subnet group a source of the same region is named by its ARN too
resource "aws_db_instance" "here" {
  instance_class       = "db.t4g.medium"
  db_subnet_group_name = "data"
  replicate_source_db  = "arn:aws:rds:eu-west-1:123456789012:db:orders"
}

# expect: not applicable, the ARN is of this region
resource "aws_db_instance" "same_region" {
  region              = "eu-west-1"
  instance_class      = "db.t4g.medium"
  replicate_source_db = "arn:aws:rds:eu-west-1:123456789012:db:orders"
}

# expect: fail
resource "aws_db_instance" "other_region" {
  region               = "eu-central-1"
  instance_class       = "db.t4g.medium"
  db_subnet_group_name = "data"
  replicate_source_db  = "arn:aws:rds:eu-west-1:123456789012:db:orders"
}

# expect: fail, the same in another region has no key there
resource "aws_db_instance" "elsewhere" {
  provider            = aws.central
  instance_class      = "db.t4g.medium"
  replicate_source_db = "arn:aws:rds:eu-west-1:123456789012:db:orders"
}

# expect: pass
resource "aws_db_instance" "elsewhere_with_key" {
  provider            = aws.central
  instance_class      = "db.t4g.medium"
  replicate_source_db = "arn:aws:rds:eu-west-1:123456789012:db:orders"
  kms_key_id          = "arn:aws:kms:eu-central-1:123456789012:key/0f6c9d6e"
}

# expect: not applicable, a member of an Aurora cluster
resource "aws_db_instance" "aurora" {
  engine         = "aurora-mysql"
  instance_class = "db.r7g.large"
}

# expect: undetermined, var.engine may be Aurora
resource "aws_db_instance" "some_engine" {
  engine         = var.engine
  instance_class = "db.r7g.large"
}
