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

# The setting above is for the region of the default provider configuration; this one is for another region.
provider "aws" {
  region = "eu-west-1"
}

provider "aws" {
  alias  = "frankfurt"
  region = "eu-central-1"
}

provider "aws" {
  alias  = "stockholm"
  region = "eu-north-1"
}

provider "aws" {
  alias  = "other_account"
  region = "eu-central-1"

  assume_role {
    role_arn = "arn:aws:iam::222222222222:role/deploy"
  }
}

resource "aws_ebs_encryption_by_default" "frankfurt" {
  provider = aws.frankfurt
}

# expect: pass, the region encrypts
resource "aws_ebs_volume" "frankfurt" {
  provider          = aws.frankfurt
  availability_zone = "eu-central-1a"
  size              = 10
}

# expect: fail, nothing is said of this region
resource "aws_ebs_volume" "stockholm" {
  provider          = aws.stockholm
  availability_zone = "eu-north-1a"
  size              = 10
}

# expect: pass, its own argument names the region that encrypts
resource "aws_ebs_volume" "region_argument" {
  region            = "eu-central-1"
  availability_zone = "eu-central-1a"
  size              = 10
}

# expect: undetermined, it may be another account
resource "aws_ebs_volume" "other_account" {
  provider          = aws.other_account
  availability_zone = "eu-central-1a"
  size              = 10
}
