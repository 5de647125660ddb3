variable "encrypted" {
  type = bool
}

# expect: pass
resource "aws_efs_file_system" "source" {
  encrypted = true
}

# expect: pass, AWS wants it as encrypted as its source
resource "aws_efs_file_system" "replica" {
  creation_token = "replica"
}

resource "aws_efs_replication_configuration" "replica" {
  source_file_system_id = aws_efs_file_system.source.id

  destination {
    file_system_id = aws_efs_file_system.replica.id
    region         = "eu-central-1"
  }
}

# expect: fail
resource "aws_efs_file_system" "plain" {
  creation_token = "plain"
}

# expect: undetermined, var.encrypted
resource "aws_efs_file_system" "variable" {
  creation_token = "variable"
  encrypted      = var.encrypted
}
