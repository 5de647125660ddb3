variable "snapshot" {
  type = string
}

variable "devices" {
  type = set(string)
}

variable "encrypt" {
  type = bool
}

# expect: fail, the device is not encrypted and comes from no snapshot
resource "aws_instance" "plain_device" {
  ami           = "ami-0123456789abcdef0"
  instance_type = "t3.small"

  root_block_device {
    encrypted = true
  }

  ebs_block_device {
    device_name = "/dev/sdf"
    volume_size = 20
    encrypted   = false
  }
}

# expect: fail, a device says nothing
resource "aws_instance" "silent_device" {
  ami           = "ami-0123456789abcdef0"
  instance_type = "t3.small"

  root_block_device {
    encrypted = true
  }

  ebs_block_device {
    device_name = "/dev/sdf"
    volume_size = 20
  }
}

# expect: pass, the device is as encrypted as its snapshot
resource "aws_instance" "device_of_a_snapshot" {
  ami           = "ami-0123456789abcdef0"
  instance_type = "t3.small"

  root_block_device {
    encrypted = true
  }

  ebs_block_device {
    device_name = "/dev/sdf"
    snapshot_id = "snap-0123456789abcdef0"
  }
}

# expect: undetermined, the snapshot may be null
resource "aws_instance" "device_of_an_unknown_snapshot" {
  ami           = "ami-0123456789abcdef0"
  instance_type = "t3.small"

  root_block_device {
    encrypted = true
  }

  ebs_block_device {
    device_name = "/dev/sdf"
    snapshot_id = var.snapshot
  }
}

# expect: pass, each device is encrypted, however many there are
resource "aws_instance" "unknown_encrypted_devices" {
  ami           = "ami-0123456789abcdef0"
  instance_type = "t3.small"

  root_block_device {
    encrypted = true
  }

  dynamic "ebs_block_device" {
    for_each = var.devices

    content {
      device_name = ebs_block_device.value
      encrypted   = true
    }
  }
}

# expect: undetermined, there may be a plain device
resource "aws_instance" "unknown_plain_devices" {
  ami           = "ami-0123456789abcdef0"
  instance_type = "t3.small"

  root_block_device {
    encrypted = true
  }

  dynamic "ebs_block_device" {
    for_each = var.devices

    content {
      device_name = ebs_block_device.value
    }
  }
}

# expect: undetermined, the root device may be encrypted
resource "aws_instance" "unknown_root" {
  ami           = "ami-0123456789abcdef0"
  instance_type = "t3.small"

  root_block_device {
    encrypted = var.encrypt
  }
}

# expect: fail, a plain device decides whatever the root device is
resource "aws_instance" "unknown_root_and_plain_device" {
  ami           = "ami-0123456789abcdef0"
  instance_type = "t3.small"

  root_block_device {
    encrypted = var.encrypt
  }

  ebs_block_device {
    device_name = "/dev/sdf"
    volume_size = 20
  }
}

# expect: fail, the root device is not written
resource "aws_launch_configuration" "no_root" {
  image_id      = "ami-0123456789abcdef0"
  instance_type = "t3.small"
}

# expect: fail, a device says nothing
resource "aws_launch_configuration" "silent_device" {
  image_id      = "ami-0123456789abcdef0"
  instance_type = "t3.small"

  root_block_device {
    encrypted = true
  }

  ebs_block_device {
    device_name = "/dev/sdf"
    volume_size = 20
  }
}

# expect: fail, a device says nothing
resource "aws_spot_fleet_request" "silent_device" {
  iam_fleet_role  = "arn:aws:iam::123456789012:role/fleet"
  target_capacity = 1

  launch_specification {
    ami           = "ami-0123456789abcdef0"
    instance_type = "t3.small"

    root_block_device {
      encrypted = true
    }

    ebs_block_device {
      device_name = "/dev/sdf"
      volume_size = 20
    }
  }
}

# expect: pass, all is encrypted
resource "aws_spot_fleet_request" "encrypted" {
  iam_fleet_role  = "arn:aws:iam::123456789012:role/fleet"
  target_capacity = 1

  launch_specification {
    ami           = "ami-0123456789abcdef0"
    instance_type = "t3.small"

    root_block_device {
      encrypted = true
    }

    ebs_block_device {
      device_name = "/dev/sdf"
      encrypted   = true
    }
  }
}
