locals {
  soc2_aws_opensearch_access_policy_not_public = {
    title    = "OpenSearch access policies grant nothing to the public"
    severity = "critical"
    preset   = "default"
    since    = "0.1.0"
    criteria = [
      { id = "CC6.1", strength = "supports", not_shown = "What the policy allows to named principals." },
      { id = "CC6.6", strength = "supports", not_shown = "Whether the addresses that a condition names are still yours." },
    ]
    description = "A policy for everyone on a domain that has its endpoint on the internet publishes every index; collections of leaked customer records come from exactly that. In a VPC with fine-grained access control the domain itself asks who calls, so an open policy is accepted there."
    remediation = {
      text   = "Name the principals in `access_policies`, or limit the statement by fixed addresses in `aws:SourceIp`."
      before = <<-EOT
        resource "aws_opensearch_domain" "search" {
          domain_name    = "search"
          engine_version = "OpenSearch_2.19"

          access_policies = jsonencode({
            Version = "2012-10-17"
            Statement = [{
              Effect    = "Allow"
              Principal = "*"
              Action    = "es:*"
              Resource  = "arn:aws:es:eu-west-1:123456789012:domain/search/*"
            }]
          })
        }
      EOT
      after  = <<-EOT
        resource "aws_opensearch_domain" "search" {
          domain_name    = "search"
          engine_version = "OpenSearch_2.19"

          access_policies = jsonencode({
            Version = "2012-10-17"
            Statement = [{
              Effect    = "Allow"
              Principal = { AWS = "arn:aws:iam::123456789012:role/search" }
              Action    = "es:*"
              Resource  = "arn:aws:es:eu-west-1:123456789012:domain/search/*"
            }]
          })
        }
      EOT
    }
    references = [
      "https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/opensearch_domain",
      "https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/opensearch_domain_policy",
      "https://docs.aws.amazon.com/opensearch-service/latest/developerguide/ac.html",
    ]
  }
}

policy {
  required_providers {
    aws = { source = "hashicorp/aws", version = ">= 5.0.0, < 7.0.0" }
  }
}

resource_policy "aws_opensearch_domain" "access_policy_not_public" {
  locals {
    in_vpc       = [for v in attrs.vpc_options : v if plugin::soc2::is_set(v.subnet_ids)]
    fine_grained = [for o in attrs.advanced_security_options : o if o.enabled == true]
  }

  enforce {
    condition     = core::length([for s in plugin::soc2::policy_statements(attrs.access_policies) : s if plugin::soc2::is_public_statement(s)]) == 0 || (core::length(local.in_vpc) > 0 && core::length(local.fine_grained) > 0)
    error_message = "The access policy lets everyone query this domain; name the principals, or limit the statement by `aws:SourceIp`."
  }
}

resource_policy "aws_elasticsearch_domain" "access_policy_not_public" {
  locals {
    in_vpc       = [for v in attrs.vpc_options : v if plugin::soc2::is_set(v.subnet_ids)]
    fine_grained = [for o in attrs.advanced_security_options : o if o.enabled == true]
  }

  enforce {
    condition     = core::length([for s in plugin::soc2::policy_statements(attrs.access_policies) : s if plugin::soc2::is_public_statement(s)]) == 0 || (core::length(local.in_vpc) > 0 && core::length(local.fine_grained) > 0)
    error_message = "The access policy lets everyone query this domain; name the principals, or limit the statement by `aws:SourceIp`."
  }
}

resource_policy "aws_opensearch_domain_policy" "access_policy_not_public" {
  locals {
    guarded = [
      for d in core::getresources("aws_opensearch_domain", { domain_name = attrs.domain_name }) : d
      if core::length([for v in d.vpc_options : v if plugin::soc2::is_set(v.subnet_ids)]) > 0 && core::length([for o in d.advanced_security_options : o if o.enabled == true]) > 0
    ]
  }

  enforce {
    condition     = core::length([for s in plugin::soc2::policy_statements(attrs.access_policies) : s if plugin::soc2::is_public_statement(s)]) == 0 || core::length(local.guarded) > 0
    error_message = "This access policy lets everyone query the domain; name the principals, or limit the statement by `aws:SourceIp`."
  }
}

resource_policy "aws_elasticsearch_domain_policy" "access_policy_not_public" {
  locals {
    guarded = [
      for d in core::getresources("aws_elasticsearch_domain", { domain_name = attrs.domain_name }) : d
      if core::length([for v in d.vpc_options : v if plugin::soc2::is_set(v.subnet_ids)]) > 0 && core::length([for o in d.advanced_security_options : o if o.enabled == true]) > 0
    ]
  }

  enforce {
    condition     = core::length([for s in plugin::soc2::policy_statements(attrs.access_policies) : s if plugin::soc2::is_public_statement(s)]) == 0 || core::length(local.guarded) > 0
    error_message = "This access policy lets everyone query the domain; name the principals, or limit the statement by `aws:SourceIp`."
  }
}
