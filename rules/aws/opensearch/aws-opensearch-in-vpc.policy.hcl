locals {
  soc2_aws_opensearch_in_vpc = {
    title    = "OpenSearch domains run in a VPC"
    severity = "high"
    preset   = "default"
    since    = "0.1.0"
    criteria = [
      { id = "CC6.6", strength = "supports", not_shown = "Whether security groups and routes of other configurations open another way in." },
      { id = "CC6.1", strength = "partial", not_shown = "Whether those who can reach it have to authenticate, and how well." },
    ]
    description = "A domain outside a VPC has its endpoint on the internet, where one careless line in its access policy publishes every index. A domain can't be moved into a VPC later."
    remediation = {
      text   = "Add `vpc_options` with `subnet_ids` and `security_group_ids`."
      before = <<-EOT
        resource "aws_opensearch_domain" "search" {
          domain_name    = "search"
          engine_version = "OpenSearch_2.19"
        }
      EOT
      after  = <<-EOT
        resource "aws_opensearch_domain" "search" {
          domain_name    = "search"
          engine_version = "OpenSearch_2.19"

          vpc_options {
            subnet_ids         = ["subnet-0123456789abcdef0"]
            security_group_ids = ["sg-0123456789abcdef0"]
          }
        }
      EOT
    }
    references = [
      "https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/opensearch_domain",
      "https://docs.aws.amazon.com/opensearch-service/latest/developerguide/vpc.html",
    ]
  }
}

policy {
  required_providers {
    aws = { source = "hashicorp/aws", version = ">= 5.0.0, < 7.0.0" }
  }
}

resource_policy "aws_opensearch_domain" "in_vpc" {
  enforce {
    condition     = core::length([for v in attrs.vpc_options : v if plugin::soc2::is_set(v.subnet_ids)]) > 0
    error_message = "The endpoint of this domain is on the internet; add `vpc_options` with `subnet_ids`."
  }
}

resource_policy "aws_elasticsearch_domain" "in_vpc" {
  enforce {
    condition     = core::length([for v in attrs.vpc_options : v if plugin::soc2::is_set(v.subnet_ids)]) > 0
    error_message = "The endpoint of this domain is on the internet; add `vpc_options` with `subnet_ids`."
  }
}
