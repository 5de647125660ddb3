locals {
  soc2_aws_emr_master_no_public_ip = {
    title    = "EMR primary nodes have no public address"
    severity = "high"
    preset   = "default"
    since    = "0.1.0"
    criteria = [
      { id = "CC6.6", strength = "supports", not_shown = "Whether security groups and routes of other configurations open another way in." },
      { id = "CC6.1", strength = "partial", not_shown = "Whether those who can reach it have to authenticate, and how well." },
    ]
    description = "The primary node runs the web pages and the job submission of the cluster, most of them without a password. In a subnet that hands out public addresses it is one open port away from the internet."
    remediation = {
      text   = "Put the cluster in a subnet without `map_public_ip_on_launch = true`."
      before = <<-EOT
        resource "aws_emr_cluster" "main" {
          name          = "main"
          release_label = "emr-7.9.0"
          service_role  = "arn:aws:iam::123456789012:role/emr"

          ec2_attributes {
            instance_profile                  = "emr"
            subnet_id                         = aws_subnet.main.id
            emr_managed_master_security_group = aws_security_group.main.id
            emr_managed_slave_security_group  = aws_security_group.main.id
            service_access_security_group     = aws_security_group.main.id
          }

          master_instance_group {
            instance_type = "m7g.xlarge"
          }
        }

        resource "aws_security_group" "main" {
          name = "main"
        }

        resource "aws_subnet" "main" {
          vpc_id                  = "vpc-0123456789abcdef0"
          cidr_block              = "10.0.0.0/24"
          map_public_ip_on_launch = true
        }
      EOT
      after  = <<-EOT
        resource "aws_emr_cluster" "main" {
          name          = "main"
          release_label = "emr-7.9.0"
          service_role  = "arn:aws:iam::123456789012:role/emr"

          ec2_attributes {
            instance_profile                  = "emr"
            subnet_id                         = aws_subnet.main.id
            emr_managed_master_security_group = aws_security_group.main.id
            emr_managed_slave_security_group  = aws_security_group.main.id
            service_access_security_group     = aws_security_group.main.id
          }

          master_instance_group {
            instance_type = "m7g.xlarge"
          }
        }

        resource "aws_security_group" "main" {
          name = "main"
        }

        resource "aws_subnet" "main" {
          vpc_id                  = "vpc-0123456789abcdef0"
          cidr_block              = "10.0.0.0/24"
          map_public_ip_on_launch = false
        }
      EOT
    }
    references = [
      "https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/emr_cluster",
      "https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/subnet",
      "https://docs.aws.amazon.com/emr/latest/ManagementGuide/emr-vpc-host-job-flows.html",
    ]
  }
}

policy {
  required_providers {
    aws = { source = "hashicorp/aws", version = ">= 5.0.0, < 7.0.0" }
  }
}

resource_policy "aws_emr_cluster" "master_no_public_ip" {
  # Subnets of another configuration can't be judged here.
  filter = core::length(local.subnets) > 0

  locals {
    subnets = [
      for s in core::getresources("aws_subnet", {}) : s
      if core::length([for e in attrs.ec2_attributes : e if e.subnet_id == s.id || (e.subnet_ids != null && core::contains(e.subnet_ids, s.id))]) > 0
    ]
  }

  enforce {
    condition     = core::length([for s in local.subnets : s if s.map_public_ip_on_launch == true]) == 0
    error_message = "The nodes of this cluster get public addresses from their subnet; use a subnet without `map_public_ip_on_launch = true`."
  }
}
