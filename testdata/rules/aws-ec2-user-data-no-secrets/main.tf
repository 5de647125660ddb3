variable "bucket" {
  type = string
}

variable "script" {
  type = string
}

variable "password" {
  type = string
}

# expect: fail, a literal secret beside something unknown
resource "aws_instance" "partly_known" {
  ami           = "ami-0123456789abcdef0"
  instance_type = "t3.small"

  user_data = <<-SCRIPT
    aws s3 cp s3://${var.bucket}/app .
    export DB_PASSWORD=correct-horse-battery
  SCRIPT
}

# expect: pass, what is filled in is not written down
resource "aws_instance" "filled_in" {
  ami           = "ami-0123456789abcdef0"
  instance_type = "t3.small"

  user_data = <<-SCRIPT
    aws s3 cp s3://${var.bucket}/app .
    export DB_PASSWORD=${var.password}
  SCRIPT
}

# expect: undetermined, nothing is known
resource "aws_instance" "unknown" {
  ami           = "ami-0123456789abcdef0"
  instance_type = "t3.small"
  user_data     = var.script
}

# expect: fail, Base64 hides nothing
resource "aws_instance" "base64" {
  ami              = "ami-0123456789abcdef0"
  instance_type    = "t3.small"
  user_data_base64 = base64encode("export DB_PASSWORD=correct-horse-battery")
}

# expect: fail, Base64 of partly known text
resource "aws_launch_template" "partly_known" {
  name_prefix = "app-"
  user_data   = base64encode("aws s3 cp s3://${var.bucket}/app .\nexport DB_PASSWORD=correct-horse-battery\n")
}

# expect: pass, what is filled in is not written down
resource "aws_launch_template" "filled_in" {
  name_prefix = "app-"
  user_data   = base64encode("export DB_PASSWORD=${var.password}\n")
}

# expect: pass, without user data
resource "aws_launch_template" "none" {
  name_prefix = "app-"
}

# expect: undetermined, nothing is known
resource "aws_launch_template" "unknown" {
  name_prefix = "app-"
  user_data   = base64encode(var.script)
}

# expect: pass, the ARN of a secret and what a command answers
resource "aws_instance" "by_arn" {
  ami           = "ami-0123456789abcdef0"
  instance_type = "t3.micro"
  user_data     = <<-EOT
    #!/bin/bash
    DB_PASSWORD=$(aws secretsmanager get-secret-value --secret-id arn:aws:secretsmanager:eu-west-1:123456789012:secret:orders/database-AbCdEf --query SecretString --output text)
    export API_TOKEN=/prod/api/token
  EOT
}
