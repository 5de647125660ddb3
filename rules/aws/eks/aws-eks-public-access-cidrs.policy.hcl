locals {
  soc2_aws_eks_public_access_cidrs = {
    title    = "A public EKS endpoint is limited to known addresses"
    severity = "high"
    preset   = "default"
    since    = "0.1.0"
    criteria = [
      { id = "CC6.6", strength = "supports", not_shown = "Whether the addresses are those of the company." },
      { id = "CC6.1", strength = "supports", not_shown = "Who may do what in the cluster." },
    ]
    description = "The API of Kubernetes governs every workload and secret of the cluster. Open to the internet it is scanned for stolen tokens and for the next flaw; a list of addresses, or a private endpoint, leaves an attacker outside."
    remediation = {
      text   = "Set `public_access_cidrs` to known ranges, or `endpoint_public_access = false`."
      before = <<-EOT
        resource "aws_eks_cluster" "app" {
          name     = "app"
          role_arn = "arn:aws:iam::123456789012:role/cluster"

          vpc_config {
            subnet_ids          = ["subnet-0123456789abcdef0", "subnet-0123456789abcdef1"]
            public_access_cidrs = ["0.0.0.0/0"]
          }

        }
      EOT
      after  = <<-EOT
        resource "aws_eks_cluster" "app" {
          name     = "app"
          role_arn = "arn:aws:iam::123456789012:role/cluster"

          vpc_config {
            subnet_ids          = ["subnet-0123456789abcdef0", "subnet-0123456789abcdef1"]
            public_access_cidrs = ["203.0.113.0/24"]
          }

        }
      EOT
    }
    references = [
      "https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/eks_cluster",
      "https://docs.aws.amazon.com/eks/latest/userguide/cluster-endpoint.html",
    ]
  }
}

policy {
  required_providers {
    aws = { source = "hashicorp/aws", version = ">= 5.0.0, < 7.0.0" }
  }
}

resource_policy "aws_eks_cluster" "public_access_cidrs" {
  enforce {
    condition = core::length([
      for v in attrs.vpc_config : v
      if v.endpoint_public_access != false && (
        !plugin::soc2::is_set(v.public_access_cidrs) ||
        core::length([for c in v.public_access_cidrs : c if plugin::soc2::is_any_ip(c)]) > 0
      )
    ]) == 0
    error_message = "The whole internet reaches the API of this cluster; set `public_access_cidrs` in `vpc_config`, or `endpoint_public_access = false`."
  }
}
