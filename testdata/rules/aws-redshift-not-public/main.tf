terraform {
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = ">= 6.0"
    }
  }
}

# expect: pass, every version that the constraint allows leaves it private
resource "aws_redshift_cluster" "orders" {
  cluster_identifier = "orders"
  node_type          = "ra3.xlplus"
}

# expect: fail
resource "aws_redshift_cluster" "public" {
  cluster_identifier  = "public"
  node_type           = "ra3.xlplus"
  publicly_accessible = "true"
}
