locals {
  soc2_aws_cognito_identity_pool_no_guest = {
    title    = "Cognito identity pools do not accept guests"
    severity = "high"
    preset   = "default"
    since    = "0.1.0"
    criteria = [
      { id = "CC6.1", strength = "supports", not_shown = "What the role of signed-in users may do." },
      { id = "CC6.2", strength = "partial", not_shown = "How users are registered and removed." },
    ]
    description = "An identity pool with guests hands AWS credentials to everybody who knows its id, and the id is in the source of the web page. What the guest role may do is then open to the world."
    remediation = {
      text   = "Set `allow_unauthenticated_identities = false`."
      before = <<-EOT
        resource "aws_cognito_identity_pool" "app" {
          identity_pool_name               = "app"
          allow_unauthenticated_identities = true
        }
      EOT
      after  = <<-EOT
        resource "aws_cognito_identity_pool" "app" {
          identity_pool_name               = "app"
          allow_unauthenticated_identities = false
        }
      EOT
    }
    references = [
      "https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/cognito_identity_pool",
      "https://docs.aws.amazon.com/cognito/latest/developerguide/identity-pools.html",
    ]
  }
}

policy {
  required_providers {
    aws = { source = "hashicorp/aws", version = ">= 5.0.0, < 7.0.0" }
  }
}

resource_policy "aws_cognito_identity_pool" "identity_pool_no_guest" {
  enforce {
    condition     = attrs.allow_unauthenticated_identities != true
    error_message = "This pool gives AWS credentials to everybody; set `allow_unauthenticated_identities = false`."
  }
}
