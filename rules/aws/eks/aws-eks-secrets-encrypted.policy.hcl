locals {
  soc2_aws_eks_secrets_encrypted = {
    title    = "EKS secrets are envelope-encrypted with a KMS key"
    severity = "high"
    preset   = "default"
    since    = "0.1.0"
    criteria = [
      { id = "CC6.1", strength = "supports", not_shown = "Who may read secrets through the API of the cluster, and who may use the key." },
      { id = "C1.1", strength = "supports", not_shown = "Which secrets are confidential data." },
    ]
    description = "Secrets of Kubernetes hold the passwords of the applications, only base64 encoded. With a KMS key of your own each use is logged and can be cut off; the encryption that newer clusters have anyway has a key that you can neither see nor withdraw."
    remediation = {
      text   = "Add `encryption_config` for `secrets` with the ARN of a KMS key."
      before = <<-EOT
        resource "aws_eks_cluster" "app" {
          name     = "app"
          role_arn = "arn:aws:iam::123456789012:role/cluster"

          vpc_config {
            subnet_ids = ["subnet-0123456789abcdef0", "subnet-0123456789abcdef1"]

          }

        }
      EOT
      after  = <<-EOT
        resource "aws_eks_cluster" "app" {
          name     = "app"
          role_arn = "arn:aws:iam::123456789012:role/cluster"

          vpc_config {
            subnet_ids = ["subnet-0123456789abcdef0", "subnet-0123456789abcdef1"]

          }

          encryption_config {
            resources = ["secrets"]

            provider {
              key_arn = "arn:aws:kms:eu-west-1:123456789012:key/0b7b2a2d-0000-0000-0000-000000000000"
            }
          }

        }
      EOT
    }
    references = [
      "https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/eks_cluster",
      "https://docs.aws.amazon.com/eks/latest/userguide/enable-kms.html",
    ]
  }
}

policy {
  required_providers {
    aws = { source = "hashicorp/aws", version = ">= 5.0.0, < 7.0.0" }
  }
}

resource_policy "aws_eks_cluster" "secrets_encrypted" {
  enforce {
    condition = core::length([
      for e in attrs.encryption_config : e
      if core::contains(core::tolist(e.resources), "secrets") && core::length([for p in e.provider : p if plugin::soc2::is_customer_key(p.key_arn)]) > 0
    ]) > 0
    error_message = "The secrets of this cluster are not encrypted with a KMS key of yours; add `encryption_config` for `secrets`."
  }
}
