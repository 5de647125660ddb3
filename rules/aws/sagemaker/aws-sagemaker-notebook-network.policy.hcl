locals {
  soc2_aws_sagemaker_notebook_network = {
    title    = "SageMaker notebooks run in a chosen subnet without direct internet access"
    severity = "high"
    preset   = "default"
    since    = "0.1.0"
    criteria = [
      { id = "CC6.6", strength = "supports", not_shown = "Whether security groups and routes of other configurations open another way in." },
      { id = "CC6.1", strength = "partial", not_shown = "What the role of the notebook may read." },
    ]
    description = "A notebook sits next to training data and runs any code its user pastes. With direct internet access it reaches the world past your routes and firewalls, which is the short way for data to leave."
    remediation = {
      text   = "Set `direct_internet_access = \"Disabled\"`, `subnet_id` and `security_groups`."
      before = <<-EOT
        resource "aws_sagemaker_notebook_instance" "research" {
          name          = "research"
          role_arn      = "arn:aws:iam::123456789012:role/notebook"
          instance_type = "ml.t3.medium"
        }
      EOT
      after  = <<-EOT
        resource "aws_sagemaker_notebook_instance" "research" {
          name                   = "research"
          role_arn               = "arn:aws:iam::123456789012:role/notebook"
          instance_type          = "ml.t3.medium"
          subnet_id              = "subnet-0123456789abcdef0"
          security_groups        = ["sg-0123456789abcdef0"]
          direct_internet_access = "Disabled"
        }
      EOT
    }
    references = [
      "https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/sagemaker_notebook_instance",
      "https://docs.aws.amazon.com/sagemaker/latest/dg/appendix-notebook-and-internet-access.html",
    ]
  }
}

policy {
  required_providers {
    aws = { source = "hashicorp/aws", version = ">= 5.0.0, < 7.0.0" }
  }
}

resource_policy "aws_sagemaker_notebook_instance" "notebook_network" {
  enforce {
    condition     = attrs.direct_internet_access == "Disabled"
    error_message = "This notebook reaches the internet past your network; set `direct_internet_access = \"Disabled\"`."
  }

  enforce {
    condition     = plugin::soc2::is_set(attrs.subnet_id)
    error_message = "This notebook runs in a network of the service; set `subnet_id` and `security_groups`."
  }
}
