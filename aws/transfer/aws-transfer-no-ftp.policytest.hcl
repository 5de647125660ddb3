policytest {
  targets = ["aws-transfer-no-ftp.policy.hcl"]
}

resource "aws_transfer_server" "sftp" {
  attrs = { protocols = ["SFTP"] }
}

# Unset is SFTP.
resource "aws_transfer_server" "null" {
  attrs = { protocols = null }
}

# FTP over TLS.
resource "aws_transfer_server" "ftps" {
  attrs = { protocols = ["FTPS"] }
}

resource "aws_transfer_server" "ftp" {
  expect_failure = true
  attrs          = { protocols = ["FTP"] }
}

resource "aws_transfer_server" "ftp_among_others" {
  expect_failure = true
  attrs          = { protocols = ["FTP", "FTPS", "SFTP"] }
}
