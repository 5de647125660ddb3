locals {
  soc2_aws_eks_node_group_remote_access_restricted = {
    title    = "EKS node groups do not allow SSH from anywhere"
    severity = "high"
    preset   = "default"
    since    = "0.1.0"
    criteria = [
      { id = "CC6.6", strength = "supports", not_shown = "Which addresses the named security groups let in." },
      { id = "CC6.1", strength = "supports", not_shown = "Who holds the SSH key." },
    ]
    description = "A node group with an SSH key and no security groups gets a rule that opens port 22 to the internet, without a line in the configuration that says so. Nodes run every workload of the cluster."
    remediation = {
      text   = "Name `source_security_group_ids` beside `ec2_ssh_key`, or leave `remote_access` out and use Session Manager."
      before = <<-EOT
        resource "aws_eks_node_group" "app" {
          cluster_name    = "app"
          node_group_name = "app"
          node_role_arn   = "arn:aws:iam::123456789012:role/node"
          subnet_ids      = ["subnet-0123456789abcdef0"]

          scaling_config {
            desired_size = 2
            max_size     = 4
            min_size     = 2
          }

          remote_access {
            ec2_ssh_key = "admin"

          }
        }
      EOT
      after  = <<-EOT
        resource "aws_eks_node_group" "app" {
          cluster_name    = "app"
          node_group_name = "app"
          node_role_arn   = "arn:aws:iam::123456789012:role/node"
          subnet_ids      = ["subnet-0123456789abcdef0"]

          scaling_config {
            desired_size = 2
            max_size     = 4
            min_size     = 2
          }

          remote_access {
            ec2_ssh_key               = "admin"
            source_security_group_ids = ["sg-0123456789abcdef0"]
          }
        }
      EOT
    }
    references = [
      "https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/eks_node_group",
      "https://docs.aws.amazon.com/eks/latest/APIReference/API_RemoteAccessConfig.html",
    ]
  }
}

policy {
  required_providers {
    aws = { source = "hashicorp/aws", version = ">= 5.0.0, < 7.0.0" }
  }
}

resource_policy "aws_eks_node_group" "node_group_remote_access_restricted" {
  enforce {
    condition     = core::length([for r in attrs.remote_access : r if plugin::soc2::is_set(r.ec2_ssh_key) && !plugin::soc2::is_set(r.source_security_group_ids)]) == 0
    error_message = "The nodes accept SSH from the whole internet; set `source_security_group_ids` in `remote_access`."
  }
}
