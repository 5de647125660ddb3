variable "by_default" {
  type = bool
}

resource "aws_ebs_encryption_by_default" "main" {
  enabled = var.by_default
}

# expect: pass, whatever the account does
resource "aws_ebs_volume" "encrypted" {
  availability_zone = "eu-west-1a"
  size              = 10
  encrypted         = true
}

# expect: undetermined, var.by_default
resource "aws_ebs_volume" "plain" {
  availability_zone = "eu-west-1a"
  size              = 10
}

variable "snapshot" {
  type = string
}

# expect: undetermined, the snapshot may be encrypted
resource "aws_ebs_volume" "of_an_unknown_snapshot" {
  availability_zone = "eu-west-1a"
  snapshot_id       = var.snapshot
}
