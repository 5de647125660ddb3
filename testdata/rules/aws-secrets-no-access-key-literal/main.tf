# A key in a comment is not judged: AKIAIOSFODNN7EXAMPLE

# expect: fail
variable "access_key" {
  type    = string
  default = "AKIAIOSFODNN7EXAMPLE"
}

# expect: pass, no value in the source
variable "secret_access_key" {
  type = string
}

# expect: fail
locals {
  temporary_key = "ASIAIOSFODNN7EXAMPLE"
}

# expect: fail, inside a longer text
resource "aws_instance" "heredoc" {
  ami           = "ami-0123456789abcdef0"
  instance_type = "t3.small"

  user_data = <<-EOT
    #!/bin/sh
    export AWS_ACCESS_KEY_ID=AKIAIOSFODNN7EXAMPLE
  EOT
}

# expect: fail, by the name of the key
resource "aws_ecs_task_definition" "secret_only" {
  family = "worker"

  container_definitions = jsonencode([{
    name  = "worker"
    image = "worker"
    environment = [
      { name = "REGION", value = "eu-west-1" },
    ]
    secret_access_key = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"
  }])
}

# expect: pass, 40 characters of a commit id under a harmless name, and one character too few
locals {
  commit     = "0123456789abcdef0123456789abcdef01234567"
  almost     = "AKIAIOSFODNN7EXAMPL"
  secret_key = var.secret_access_key
}

# expect: fail, by the name of the variable
variable "secret_key" {
  type    = string
  default = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"
}
