variable "tokens" {
  type = string
}

# expect: pass
resource "aws_launch_template" "required" {
  name_prefix = "required-"

  metadata_options {
    http_tokens = "required"
  }
}

# expect: pass
resource "aws_instance" "template" {
  ami           = "ami-0123456789abcdef0"
  instance_type = "t3.small"

  launch_template {
    id      = aws_launch_template.required.id
    version = "$Latest"
  }

  metadata_options {
    http_tokens = "required"
  }
}

# expect: fail, what the instance says wins
resource "aws_instance" "overridden" {
  ami           = "ami-0123456789abcdef0"
  instance_type = "t3.small"

  launch_template {
    id = aws_launch_template.required.id
  }

  metadata_options {
    http_endpoint = "enabled"
    http_tokens   = "optional"
  }
}

# expect: undetermined, var.tokens
resource "aws_instance" "variable" {
  ami           = "ami-0123456789abcdef0"
  instance_type = "t3.small"

  metadata_options {
    http_tokens = var.tokens
  }
}

provider "aws" {
  alias  = "frankfurt"
  region = "eu-central-1"
}

provider "aws" {
  alias  = "stockholm"
  region = "eu-north-1"
}

resource "aws_ec2_instance_metadata_defaults" "frankfurt" {
  provider    = aws.frankfurt
  http_tokens = "required"
}

# expect: pass, the region asks for tokens
resource "aws_instance" "frankfurt" {
  provider      = aws.frankfurt
  ami           = "ami-0123456789abcdef0"
  instance_type = "t3.micro"
}

# expect: fail, or undetermined as the image may ask for them
resource "aws_instance" "stockholm" {
  provider      = aws.stockholm
  ami           = "ami-0123456789abcdef0"
  instance_type = "t3.micro"
}

# expect: fail, the endpoint is enabled unless it is disabled
resource "aws_launch_configuration" "optional" {
  image_id      = "ami-0123456789abcdef0"
  instance_type = "t3.small"

  metadata_options {
    http_tokens = "optional"
  }
}

# expect: fail, tokens are not required
resource "aws_launch_configuration" "hops" {
  image_id      = "ami-0123456789abcdef0"
  instance_type = "t3.small"

  metadata_options {
    http_put_response_hop_limit = 1
  }
}

# expect: pass
resource "aws_launch_configuration" "required" {
  image_id      = "ami-0123456789abcdef0"
  instance_type = "t3.small"

  metadata_options {
    http_tokens = "required"
  }
}

# expect: pass, nothing answers
resource "aws_launch_configuration" "disabled" {
  image_id      = "ami-0123456789abcdef0"
  instance_type = "t3.small"

  metadata_options {
    http_endpoint = "disabled"
  }
}
