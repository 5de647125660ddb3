variable "profile" {
  type = string
}

resource "aws_launch_template" "app" {
  name_prefix = "app-"

  iam_instance_profile {
    name = "app"
  }
}

# expect: pass, the launch template brings the profile
resource "aws_instance" "template" {
  ami           = "ami-0123456789abcdef0"
  instance_type = "t3.small"

  launch_template {
    id      = aws_launch_template.app.id
    version = "$Latest"
  }
}

# expect: fail
resource "aws_instance" "bare" {
  ami           = "ami-0123456789abcdef0"
  instance_type = "t3.small"
}

# expect: undetermined, var.profile
resource "aws_instance" "variable" {
  ami                  = "ami-0123456789abcdef0"
  instance_type        = "t3.small"
  iam_instance_profile = var.profile
}

data "aws_iam_instance_profile" "shared" {
  name = "shared"
}

# expect: pass
resource "aws_instance" "shared" {
  ami                  = "ami-0123456789abcdef0"
  instance_type        = "t3.small"
  iam_instance_profile = data.aws_iam_instance_profile.shared.id
}
