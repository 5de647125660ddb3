policytest {
  targets = ["aws-ebs-volume-encrypted.policy.hcl"]
}

# Unset is on: the account encrypts what nobody asked to.
resource "aws_ebs_encryption_by_default" "on" {
  skip  = true
  attrs = { enabled = null }
}

resource "aws_ebs_volume" "off" {
  attrs = { encrypted = false }
}

resource "aws_ebs_volume" "on" {
  attrs = { encrypted = true }
}
